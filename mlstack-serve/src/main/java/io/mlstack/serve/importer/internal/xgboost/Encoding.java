package io.mlstack.serve.importer.internal.xgboost;

/** How a document is written. Both encodings begin with an opening brace; the byte behind it tells. */
enum Encoding {
    JSON,
    UBJ;

    private static final String UBJ_SIZES = "iUIlLN";

    /** @throws io.mlstack.serve.importer.UnsupportedModelException if it is neither, by the name of what it is */
    static Encoding of(byte[] bytes, String source) {
        int at = 0;
        while (at < bytes.length && isSpace(bytes[at])) {
            at++;
        }
        if (at == bytes.length) {
            throw Refusal.damaged(source, "is empty");
        }
        if (bytes[at] == '{') {
            boolean sized = at + 1 < bytes.length && UBJ_SIZES.indexOf(bytes[at + 1]) >= 0;
            return sized ? UBJ : JSON;
        }
        if (bytes[at] == '[') {
            throw other(source, "is a dump for people, which lacks the base score");
        }
        if (bytes[0] == (byte) 0x80) {
            throw other(source, "is a Python pickle, which only its Python can open");
        }
        throw other(source, "is neither JSON nor UBJ: perhaps XGBoost's old binary format, which 3.1 gave up");
    }

    private static RuntimeException other(String source, String message) {
        return Refusal.unsupported(
                source, message, "load it in Python with the XGBoost that wrote it and save_model(\"model.json\")");
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }
}
