package io.mlstack.serve.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.json.Json;
import io.mlstack.api.json.JsonPlace;
import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.Node;
import io.mlstack.api.model.Tensor;
import io.mlstack.api.model.TermNorm;
import io.mlstack.api.model.TermWeight;
import io.mlstack.api.model.Tokens;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Models that read texts, from blocks and from records. */
class TextModelTest {

    private static final Column REVIEW = Column.of("review", ColumnType.TEXT).asNullable();
    private static final List<String> WORDS = List.of("good", "bad", "very", "not", "film", "\u00e4rger", "2");

    // ---- the features

    @Test
    void tfIdfIsThatOfScikitLearn() {
        Map<String, Tokens> tokens = Map.of("bigrams", Tokens.words(1, 2), "char_wb", Tokens.charactersInWords(2, 4));
        ScikitLearnTerms.tfIdf().forEach((name, json) -> {
            List<String> terms = json.field("terms").texts();
            double[] idf = json.field("idf").items().stream()
                    .mapToDouble(JsonPlace::number)
                    .toArray();
            Node node = new Node.TfIdf(
                    "review",
                    "y",
                    tokens.getOrDefault(name, Tokens.words()),
                    terms,
                    name.equals("binary")
                            ? TermWeight.BINARY
                            : name.equals("sub") || name.equals("bigrams") ? TermWeight.SUBLINEAR : TermWeight.COUNT,
                    name.equals("none") ? TermNorm.NONE : name.equals("l1") ? TermNorm.L1 : TermNorm.L2,
                    Tensor.of(idf, idf.length));
            features(name, node, terms.size(), json.field("rows").items());
        });
    }

    @Test
    void hashedTextIsThatOfScikitLearn() {
        Map<String, Node> nodes = Map.of(
                "signed", hashed(Tokens.words(), 50, true, TermWeight.COUNT, TermNorm.L2),
                "unsigned", hashed(Tokens.words(), 50, false, TermWeight.COUNT, TermNorm.L2),
                "binary", hashed(Tokens.words(), 7, true, TermWeight.BINARY, TermNorm.L2),
                "char", hashed(Tokens.characters(2, 3), 64, true, TermWeight.COUNT, TermNorm.L1),
                "none", hashed(Tokens.words(), 1 << 20, true, TermWeight.COUNT, TermNorm.NONE));
        assertThat(nodes.keySet()).isEqualTo(ScikitLearnTerms.hashing().keySet());
        nodes.forEach((name, node) -> features(
                name,
                node,
                ((Node.HashedText) node).width(),
                ScikitLearnTerms.hashing().get(name).items()));
    }

    private static void features(String name, Node node, int width, List<JsonPlace> expected) {
        Scorer scorer = Scorer.compile(graph(node, Column.of("y", vector(width))));
        double[] rows = scorer.flatten(texts(ScikitLearnTerms.queries().toArray(String[]::new)));
        for (int r = 0; r < expected.size(); r++) {
            double[] row = new double[width];
            expected.get(r).fields().forEach((place, weight) -> row[Integer.parseInt(place)] = weight.number());
            for (int i = 0; i < width; i++) {
                if (!(Math.abs(rows[r * width + i] - row[i]) <= 1e-15)) {
                    assertThat(rows[r * width + i])
                            .as(
                                    "%s of \"%s\", place %s",
                                    name, ScikitLearnTerms.queries().get(r), i)
                            .isEqualTo(row[i]);
                }
            }
        }
    }

    @Test
    void aTextHashesByItsUtf8() {
        Node node = new Node.Hash("review", "y", 1000, 9);
        ModelGraph graph = ModelGraph.from(Schema.of(REVIEW))
                .add(node)
                .add(new Node.Embedding("y", "e", Tensor.of(rising(1002), 1002, 1)))
                .output(Column.of("e", ColumnType.FLOAT32))
                .build();

        assertThat(scores(graph, "a", "\u00e4\u6f22\ud83d\ude00", "", null))
                .containsExactly(
                        NaiveMurmur3.bucket("a", 9, 1000),
                        NaiveMurmur3.bucket("\u00e4\u6f22\ud83d\ude00", 9, 1000),
                        NaiveMurmur3.bucket("", 9, 1000),
                        1000);
    }

    // ---- models

    @Property(tries = 400)
    void anyModelOfTextsScoresAsItsNodesAreDefined(@ForAll long seed) {
        Random random = new Random(seed);
        ModelGraph graph = anyModel(random);
        Scorer scorer = Scorer.compile(graph);
        List<@Nullable String> reviews = reviews(random, 5);
        List<@Nullable String> titles = reviews(random, 5);
        Columns.Builder rows = Columns.builder(graph.input());
        for (int r = 0; r < reviews.size(); r++) {
            rows.row(reviews.get(r), r - 0.5, titles.get(r));
        }
        double[] in = scorer.flatten(rows.build());
        double[] out = new double[5 * scorer.outputWidth()];
        scorer.score(in, 0, 5, out, 0, scorer.scratch());
        for (int r = 0; r < 5; r++) {
            Map<String, String> texts = new HashMap<>();
            texts.put("review", reviews.get(r));
            texts.put("title", titles.get(r));
            ReferenceInterpreter.Value expected = ReferenceInterpreter.score(graph, new double[] {r - 0.5}, texts);
            for (int j = 0; j < scorer.outputWidth(); j++) {
                assertThat(out[r * scorer.outputWidth() + j])
                        .as("seed %s, row %s, %s", seed, r, graph)
                        .isCloseTo(expected.numbers()[j], within(1e-12 + 4 * expected.bounds()[j]));
            }
        }
    }

    @Test
    void aLinearModelOfManyTermsTakesTheTextsPartOfEachSumOnly() {
        List<String> terms =
                IntStream.range(0, 100_000).mapToObj(i -> "term" + i).toList();
        double[] weights = new Random(3).doubles(100_000).toArray();
        ModelGraph graph = ModelGraph.from(Schema.of(REVIEW))
                .add(tfIdf("review", "tfidf", terms))
                .add(new Node.Linear("tfidf", "score", Tensor.of(weights, 1, weights.length), f64(0.5)))
                .output(Column.of("score", ColumnType.FLOAT64))
                .build();
        ModelGraph again = ModelGraph.fromJson(Json.parse(graph.toJson().canonical(), "graph.json"), graph.tensors());
        Scorer scorer = Scorer.compile(again);

        assertThat(again).isEqualTo(graph);
        assertThat(scorer.inputWidth()).isEqualTo(1);
        assertThat(scores(again, "Term7 term7 term99999", "nothing", null))
                .containsExactly(
                        new double[] {0.5 + (2 * weights[7] + weights[99_999]) / Math.sqrt(5), 0.5, 0.5},
                        within(1e-12));
    }

    @Test
    void columnsOfCategoriesBringTheNamesOfTheirLevels() {
        ModelGraph graph = sentiment();
        Columns rows = Columns.builder(Schema.of(Column.of("review", ColumnType.category("very bad", "good"))
                        .asNullable()))
                .row("good")
                .row("very bad")
                .row(new Object[] {null})
                .build();

        assertThat(Scorer.compile(graph).score(rows).numbers("score"))
                .containsExactly(scores(graph, "good", "very bad", null));
    }

    @Test
    void columnsOfNumbersAreRefused() {
        Columns rows = Columns.builder(Schema.of(Column.of("review", ColumnType.FLOAT64)))
                .row(1.0)
                .build();

        assertThatThrownBy(() -> Scorer.compile(sentiment()).score(rows))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("column review", "is float64, the model reads text");
    }

    // ---- records

    record Review(String review) {}

    record MaybeReview(Optional<String> review) {}

    record AnyText(CharSequence review) {}

    record NumberedReview(int review) {}

    record Sentiment(double score) {}

    @Test
    void recordsScoreAsBlocksDo() {
        ModelGraph graph = sentiment();
        double[] expected = scores(graph, "a very good film", null);

        Predictor<Review, Sentiment> plain = Predictor.of(graph, "m", Review.class, Sentiment.class);
        assertThat(plain.predict(new Review("a very good film")).score()).isEqualTo(expected[0]);
        assertThat(plain.predict(new Review(null)).score()).isEqualTo(expected[1]);
        assertThat(plain.predictAll(List.of(new Review("a very good film"), new Review(null))))
                .extracting(Sentiment::score)
                .containsExactly(expected[0], expected[1]);

        Predictor<MaybeReview, Sentiment> maybe = Predictor.of(graph, "m", MaybeReview.class, Sentiment.class);
        assertThat(maybe.predict(new MaybeReview(Optional.of("a very good film")))
                        .score())
                .isEqualTo(expected[0]);
        assertThat(maybe.predict(new MaybeReview(Optional.empty())).score()).isEqualTo(expected[1]);

        Predictor<AnyText, Sentiment> any = Predictor.of(graph, "m", AnyText.class, Sentiment.class);
        assertThat(any.predict(new AnyText(new StringBuilder("a very good film")))
                        .score())
                .isEqualTo(expected[0]);
    }

    @Test
    void aTextThatMustBeThereIsMissed() {
        ModelGraph graph = sentiment(Column.of("review", ColumnType.TEXT));
        Predictor<Review, Sentiment> predictor = Predictor.of(graph, "m", Review.class, Sentiment.class);

        assertThat(predictor.check(new Review("bad"))).isEmpty();
        assertThat(predictor.check(new Review(null))).hasSize(1);
        assertThatThrownBy(() -> predictor.predict(new Review(null)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("column review", "is missing", "give a text");
        assertThatThrownBy(() -> predictor.score(texts("bad", null)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("row 1, column review", "is missing", "give a text");
        assertThatThrownBy(() -> Predictor.of(graph, "m", NumberedReview.class, Sentiment.class))
                .isInstanceOf(BindingException.class)
                .hasMessageContainingAll("is int", "declare the component as String or CharSequence");
    }

    @Test
    void jsonBringsTextsAsStrings() throws IOException {
        Predictor<Review, Sentiment> predictor = Predictor.of(sentiment(), "m", Review.class, Sentiment.class);

        assertThat(predictor.predict(json("{\"review\":\"Not \\u0041 very good film\"}")))
                .isEqualTo(predictor.predict(new Review("not a very good film")));
        assertThat(predictor.predict(json("{}"))).isEqualTo(predictor.predict(new Review(null)));
        assertThatThrownBy(() -> predictor.predict(json("{\"review\":7}")))
                .hasMessageContainingAll("column review", "7 is a number, the column is text", "write a string");
        assertThatThrownBy(() -> Predictor.of(
                                sentiment(Column.of("review", ColumnType.TEXT)), "m", Review.class, Sentiment.class)
                        .predict(json("{}")))
                .hasMessageContainingAll("column review", "is missing");
    }

    private static JsonParser json(String text) throws IOException {
        return new JsonFactory().createParser(text);
    }

    @Test
    void threadsShareOneModelOfTexts() {
        Predictor<Review, Sentiment> predictor = Predictor.of(sentiment(), "m", Review.class, Sentiment.class);
        List<String> texts = new ArrayList<>(reviews(new Random(1), 500));
        double[] alone = texts.stream()
                .mapToDouble(text -> predictor.predict(new Review(text)).score())
                .toArray();

        assertThat(texts.parallelStream()
                        .mapToDouble(text -> predictor.predict(new Review(text)).score())
                        .toArray())
                .isEqualTo(alone);
    }

    // ---- graphs

    private static ModelGraph sentiment() {
        return sentiment(REVIEW);
    }

    private static ModelGraph sentiment(Column review) {
        return ModelGraph.from(Schema.of(review))
                .add(tfIdf("review", "tfidf", WORDS))
                .add(new Node.Linear(
                        "tfidf", "score", Tensor.of(new double[] {2, -3, .5, -1, .1, -2, 0}, 1, 7), f64(.25)))
                .output(Column.of("score", ColumnType.FLOAT64))
                .build();
    }

    /** One or two texts and a number, with and without anything between them and a linear node. */
    private static ModelGraph anyModel(Random random) {
        Schema schema = Schema.of(
                REVIEW,
                Column.of("x", ColumnType.FLOAT64),
                Column.of("title", ColumnType.TEXT).asNullable());
        ModelGraph.Builder graph = ModelGraph.from(schema);
        List<String> parts = new ArrayList<>(List.of("x"));
        int width = 1;
        for (String column : List.of("review", "title", "review")) {
            String value = column + parts.size();
            Node node = random.nextBoolean()
                    ? tfIdf(column, value, WORDS.subList(0, 3 + random.nextInt(5)))
                    : new Node.HashedText(
                            column, value, Tokens.charactersInWords(1, 3), 16, true, TermWeight.COUNT, TermNorm.L1);
            int terms = node instanceof Node.TfIdf known ? known.terms().size() : 16;
            if (random.nextInt(4) > 0) {
                graph.add(node);
                parts.add(value);
                width += terms;
            }
        }
        int outputs = 1 + random.nextInt(3);
        graph.add(new Node.Concat(parts, "features"));
        String features = "features";
        if (random.nextInt(3) == 0) {
            double[] ones = new double[width];
            Arrays.fill(ones, 2);
            graph.add(new Node.Standardise("features", "scaled", Tensor.of(ones, width), Tensor.of(ones, width)));
            features = "scaled";
        }
        double[] weights = random.doubles(outputs * width).map(w -> 2 * w - 1).toArray();
        return graph.add(new Node.Linear(
                        features,
                        "margins",
                        Tensor.of(weights, outputs, width),
                        Tensor.of(random.doubles(outputs).toArray(), outputs)))
                .output(Column.of("margins", outputs == 1 ? ColumnType.FLOAT64 : ColumnType.vector(outputs)))
                .build();
    }

    private static List<@Nullable String> reviews(Random random, int count) {
        List<@Nullable String> reviews = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StringBuilder text = new StringBuilder();
            for (int w = random.nextInt(12); w > 0; w--) {
                String word = WORDS.get(random.nextInt(WORDS.size()));
                text.append(random.nextInt(5) == 0 ? word.toUpperCase(java.util.Locale.ROOT) : word)
                        .append(random.nextInt(4) == 0 ? ", " : " ");
            }
            reviews.add(random.nextInt(6) == 0 ? null : text.toString());
        }
        return reviews;
    }

    private static Node tfIdf(String column, String value, List<String> terms) {
        double[] idf = new double[terms.size()];
        Arrays.fill(idf, 1);
        return new Node.TfIdf(
                column, value, Tokens.words(), terms, TermWeight.COUNT, TermNorm.L2, Tensor.of(idf, idf.length));
    }

    private static Node hashed(Tokens tokens, int width, boolean signed, TermWeight weight, TermNorm norm) {
        return new Node.HashedText("review", "y", tokens, width, signed, weight, norm);
    }

    private static ModelGraph graph(Node node, Column output) {
        return ModelGraph.from(Schema.of(REVIEW)).add(node).output(output).build();
    }

    private static ColumnType vector(int width) {
        return width == 1 ? ColumnType.FLOAT64 : ColumnType.vector(width);
    }

    private static float[] rising(int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = i;
        }
        return numbers;
    }

    private static Tensor f64(double... values) {
        return Tensor.of(values, values.length);
    }

    private static Columns texts(@Nullable String... texts) {
        Columns.Builder rows = Columns.builder(Schema.of(REVIEW));
        for (String text : texts) {
            rows.row(new Object[] {text});
        }
        return rows.build();
    }

    private static double[] scores(ModelGraph graph, @Nullable String... texts) {
        Scorer scorer = Scorer.compile(graph);
        double[] in = scorer.flatten(texts(texts));
        double[] out = new double[texts.length];
        scorer.score(in, 0, texts.length, out, 0, scorer.scratch());
        return out;
    }
}
