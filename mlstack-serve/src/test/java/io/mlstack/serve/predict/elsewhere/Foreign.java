package io.mlstack.serve.predict.elsewhere;

/** Records that only their own package, or only this class, may see. */
public final class Foreign {

    private Foreign() {}

    record Inner(double x0, double x1) {}

    private record Answer(String diagnosis, double score) {}

    public static Class<? extends Record> input() {
        return Inner.class;
    }

    public static Class<? extends Record> output() {
        return Answer.class;
    }

    public static Record row(double x0, double x1) {
        return new Inner(x0, x1);
    }

    public static double score(Record answer) {
        return ((Answer) answer).score();
    }
}
