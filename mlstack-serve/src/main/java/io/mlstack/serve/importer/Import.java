package io.mlstack.serve.importer;

/** Reads models that others trained; each reader is tested against its trainer, number by number. */
public final class Import {

    private Import() {}
}
