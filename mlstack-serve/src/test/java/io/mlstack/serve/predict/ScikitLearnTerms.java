package io.mlstack.serve.predict;

import io.mlstack.api.json.Json;
import io.mlstack.api.json.JsonPlace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** What scikit-learn made of texts, written by {@code scikit-learn-terms.py}. */
public final class ScikitLearnTerms {

    private static final JsonPlace JSON = read();

    private ScikitLearnTerms() {}

    private static JsonPlace read() {
        try (InputStream in = ScikitLearnTerms.class.getResourceAsStream("scikit-learn-terms.json")) {
            return Json.parse(in.readAllBytes(), "scikit-learn-terms.json");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Texts of several scripts that were only cut. */
    public static List<String> documents() {
        return JSON.field("docs").texts();
    }

    /** The sorted terms of each document, by the name of the way they were cut. */
    public static Map<String, JsonPlace> terms() {
        return JSON.field("terms").fields();
    }

    /** Texts that were weighted. */
    static List<String> queries() {
        return JSON.field("queries").texts();
    }

    /** Vocabulary, idf and features of each query, by the name of the vectoriser. */
    static Map<String, JsonPlace> tfIdf() {
        return JSON.field("tfidf").fields();
    }

    /** Features of each query by the name of the vectoriser. */
    static Map<String, JsonPlace> hashing() {
        return JSON.field("hashing").fields();
    }
}
