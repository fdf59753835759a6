/** Shared types of mlstack: what flows from a stated problem to a served model. */
module io.mlstack.api {
    requires static transitive org.jspecify;

    exports io.mlstack.api.blob;
    exports io.mlstack.api.error;
    exports io.mlstack.api.html;
    exports io.mlstack.api.json;
    exports io.mlstack.api.model;
    exports io.mlstack.api.problem;
    exports io.mlstack.api.progress;
    exports io.mlstack.api.random;
    exports io.mlstack.api.stats;
    exports io.mlstack.api.table;
}
