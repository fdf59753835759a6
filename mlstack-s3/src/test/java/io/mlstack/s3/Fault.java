package io.mlstack.s3;

/** What goes wrong with one request on its way. */
enum Fault {
    /** Nothing. */
    NONE,
    /** 409 ConditionalRequestConflict, before the server sees the request. */
    CONFLICT,
    /** 503 SlowDown, before the server sees the request. */
    BUSY,
    /** 403 AccessDenied, before the server sees the request. */
    DENIED,
    /** 404 NoSuchUpload, before the server sees the request. */
    NOT_FOUND,
    /** 501 NotImplemented, before the server sees the request. */
    NOT_IMPLEMENTED,
    /** The connection is cut before the server sees the request. */
    CUT,
    /** The server does its work, and the connection is cut before its answer. */
    ANSWER_LOST,
    /** The server does its work, and 503 arrives in place of its answer. */
    BUSY_AFTER_SUCCESS,
    /** The server does its work, and its answer comes later than the client waits. */
    TIME_OUT_AFTER_SUCCESS,
    /** The connection is cut in the middle of the answer. */
    CUT_IN_THE_MIDDLE,
    /** One bit of the answer's body is flipped. */
    FLIPPED,
    /** The condition of the request is dropped, as servers do that do not know it. */
    CONDITION_IGNORED,
    /** The metadata of the request are dropped. */
    METADATA_LOST
}
