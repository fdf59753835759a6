package io.mlstack.benchmarks.hotpath;

import java.util.Arrays;
import java.util.List;

/**
 * A model and how many rows it scores in a call.
 *
 * @param rows a divisor of {@link HotPathBenchmark#ROWS}
 */
record HotPathCase(HotPathModel model, int rows) {

    static final int BATCH = 256;

    static List<HotPathCase> all() {
        return Arrays.stream(HotPathModel.values())
                .flatMap(model -> List.of(new HotPathCase(model, 1), new HotPathCase(model, BATCH)).stream())
                .toList();
    }

    /** Start of the names of this case's bars. */
    String key() {
        return model.title() + (rows == 1 ? "-row" : "-batch" + rows);
    }

    String title() {
        return model.title() + (rows == 1 ? ", one row" : ", batch of " + rows);
    }
}
