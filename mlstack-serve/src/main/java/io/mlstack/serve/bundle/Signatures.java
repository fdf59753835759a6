package io.mlstack.serve.bundle;

import io.mlstack.api.error.MlstackException;
import io.mlstack.api.json.Json;
import io.mlstack.api.json.JsonPlace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The signatures of a bundle by the keys that they claim, and their entry. The manifest does not list that entry: signing does
 * not change what is signed.
 *
 * @param byKey in the order of keys
 */
record Signatures(SortedMap<String, BundleSignature> byKey) {

    static final String NAME = "signatures.json";
    static final int MAX_BYTES = 1 << 16;
    static final Signatures NONE = new Signatures(new TreeMap<>());

    private static final int SHORT = 12;
    private static final String ALGORITHM = "ed25519";
    private static final int KEY = 2 * Ed25519.KEY_BYTES;
    private static final int SIGNATURE = 2 * Ed25519.SIGNATURE_BYTES;

    Signatures {
        byKey = Collections.unmodifiableSortedMap(new TreeMap<>(byKey));
    }

    /** These and another; one by the same key gives way. */
    Signatures with(BundleSignature signature) {
        SortedMap<String, BundleSignature> more = new TreeMap<>(byKey);
        more.put(signature.key(), signature);
        return new Signatures(more);
    }

    List<BundleSignature> list() {
        return List.copyOf(byKey.values());
    }

    /** For people, behind a comma; empty where there are none. Says "claims", because nothing here verifies. */
    String words() {
        return byKey.isEmpty()
                ? ""
                : ", claims signatures by "
                        + byKey.keySet().stream().map(Signatures::shortId).collect(Collectors.joining(", "));
    }

    Json toJson() {
        List<Json> items = new ArrayList<>();
        for (BundleSignature signature : byKey.values()) {
            items.add(Json.object()
                    .put("key", signature.key())
                    .put("signature", signature.signature())
                    .build());
        }
        return Json.object()
                .put("algorithm", ALGORITHM)
                .put("signatures", Json.array(items))
                .build();
    }

    /** @throws BundleRejectedException if the entry is malformed; nothing has been verified */
    static Signatures read(String place, byte[] bytes) {
        try {
            Signatures signatures = read(Json.parse(bytes, place));
            Canonical.require(signatures.toJson(), bytes, place);
            return signatures;
        } catch (MlstackException e) {
            throw BundleRejectedException.within(place, e);
        }
    }

    private static Signatures read(JsonPlace json) {
        JsonPlace algorithm = json.field("algorithm");
        if (!algorithm.text().equals(ALGORITHM)) {
            throw algorithm.wrong("bundle.signatures", "is not " + ALGORITHM, "upgrade mlstack");
        }
        SortedMap<String, BundleSignature> byKey = new TreeMap<>();
        for (JsonPlace item : json.field("signatures").items()) {
            String key = hex(item.field("key"), KEY);
            BundleSignature signature = new BundleSignature(key, hex(item.field("signature"), SIGNATURE));
            if (byKey.put(key, signature) != null) {
                throw item.wrong("bundle.signatures", "a second signature by one key", "sign the bundle again");
            }
        }
        if (byKey.isEmpty()) {
            throw json.wrong("bundle.signatures", "holds no signature", "remove the entry, or sign the bundle");
        }
        return new Signatures(byKey);
    }

    private static String hex(JsonPlace json, int digits) {
        if (!isHex(json.text(), digits)) {
            throw json.wrong(
                    "bundle.signatures",
                    "is not " + digits + " hexadecimal digits in lower case",
                    "sign the bundle again");
        }
        return json.text();
    }

    private static boolean isHex(String text, int digits) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return text.length() == digits;
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    static String shortId(String key) {
        return key.substring(0, Math.min(SHORT, key.length()));
    }
}
