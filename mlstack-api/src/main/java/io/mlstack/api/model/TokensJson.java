package io.mlstack.api.model;

import io.mlstack.api.json.Json;
import io.mlstack.api.json.JsonPlace;
import java.util.Locale;

/** JSON form of {@link Tokens}. */
final class TokensJson {

    private TokensJson() {}

    static Json write(Tokens tokens) {
        return Json.object()
                .put("unit", tokens.unit().name().toLowerCase(Locale.ROOT))
                .put("shortest", tokens.shortest())
                .put("longest", tokens.longest())
                .put("lowerCase", tokens.lowerCase())
                .put("wordLength", tokens.wordLength())
                .put("stopWords", Json.strings(tokens.stopWords()))
                .build();
    }

    static Tokens read(JsonPlace json) {
        return new Tokens(
                NodeReader.constant(Tokens.Unit.class, json.field("unit")),
                json.field("shortest").int32(),
                json.field("longest").int32(),
                json.field("lowerCase").bool(),
                json.field("wordLength").int32(),
                json.field("stopWords").texts());
    }
}
