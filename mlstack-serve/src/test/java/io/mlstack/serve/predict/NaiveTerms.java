package io.mlstack.serve.predict;

import io.mlstack.api.model.Node;
import io.mlstack.api.model.TermNorm;
import io.mlstack.api.model.TermWeight;
import io.mlstack.api.model.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Terms by regular expressions and substrings, as scikit-learn's Python reads; for characters that JDK 17 knows. */
public final class NaiveTerms {

    private static final String WORD = "[\\p{L}\\p{N}_]";
    private static final String SPACE =
            "[\\s\\x1c-\\x1f\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";

    private NaiveTerms() {}

    /** All terms of a text, as often as they stand there. */
    public static List<String> terms(Tokens tokens, String given) {
        String text = tokens.lowerCase() ? given.toLowerCase(Locale.ROOT) : given;
        return switch (tokens.unit()) {
            case WORDS -> words(tokens, text);
            case CHARACTERS -> runs(tokens, points(text.replaceAll(SPACE + "{2,}", " ")), "");
            case CHARACTERS_IN_WORDS ->
                Arrays.stream(text.split(SPACE + "+"))
                        .filter(word -> !word.isEmpty())
                        .flatMap(word -> inWord(tokens, points(" " + word + " ")).stream())
                        .toList();
        };
    }

    private static List<String> words(Tokens tokens, String text) {
        List<String> words = Pattern.compile(WORD + "{" + tokens.wordLength() + ",}")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .filter(word -> !tokens.stopWords().contains(word))
                .toList();
        return runs(tokens, words, " ");
    }

    private static List<String> inWord(Tokens tokens, List<String> points) {
        return points.size() <= tokens.shortest() ? List.of(String.join("", points)) : runs(tokens, points, "");
    }

    private static List<String> points(String text) {
        return text.codePoints().mapToObj(Character::toString).toList();
    }

    private static List<String> runs(Tokens tokens, List<String> parts, String between) {
        List<String> runs = new ArrayList<>();
        for (int count = tokens.shortest(); count <= tokens.longest(); count++) {
            for (int i = 0; i + count <= parts.size(); i++) {
                runs.add(String.join(between, parts.subList(i, i + count)));
            }
        }
        return runs;
    }

    static double[] weights(Node.TfIdf node, String text) {
        double[] weights = new double[node.terms().size()];
        Map<String, Long> counts = text == null
                ? Map.of()
                : terms(node.tokens(), text).stream()
                        .collect(Collectors.groupingBy(term -> term, TreeMap::new, Collectors.counting()));
        for (int i = 0; i < weights.length; i++) {
            Long count = counts.get(node.terms().get(i));
            weights[i] =
                    count == null ? 0 : weigh(node.weight(), count) * node.idf().toDoubles()[i];
        }
        return normalised(node.norm(), weights);
    }

    static double[] weights(Node.HashedText node, String text) {
        Map<Integer, Long> sums = new TreeMap<>();
        for (String term : text == null ? List.<String>of() : terms(node.tokens(), text)) {
            int hash = NaiveMurmur3.hash(term.getBytes(StandardCharsets.UTF_8), 0);
            long sign = node.signed() && hash < 0 ? -1 : 1;
            sums.merge(NaiveMurmur3.bucket(hash, node.width()), sign, Long::sum);
        }
        double[] weights = new double[node.width()];
        sums.forEach((place, sum) -> weights[place] = weigh(node.weight(), sum));
        return normalised(node.norm(), weights);
    }

    private static double weigh(TermWeight weight, long count) {
        return switch (weight) {
            case COUNT -> count;
            case BINARY -> 1;
            case SUBLINEAR -> 1 + Math.log(count);
        };
    }

    private static double[] normalised(TermNorm norm, double[] weights) {
        double size = switch (norm) {
            case NONE -> 1;
            case L1 -> Arrays.stream(weights).map(Math::abs).sum();
            case L2 -> Math.sqrt(Arrays.stream(weights).map(w -> w * w).sum());
        };
        return size == 0 ? weights : Arrays.stream(weights).map(w -> w / size).toArray();
    }
}
