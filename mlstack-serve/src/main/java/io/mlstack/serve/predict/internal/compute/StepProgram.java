package io.mlstack.serve.predict.internal.compute;

import java.util.List;

/** Any graph: loads a row into registers, runs the steps, stores the outputs. */
final class StepProgram extends Program {

    /** Below this many rows, taking them one by one is as fast as a block. */
    private static final int FEW = 8;

    /** With more registers a row than this, a block of rows would take too much memory: 64 MiB. */
    private static final int WIDE = 1 << 15;

    private final Step[] steps;
    private final int[] floatColumns;
    private final int[] outputs;
    private final int stride;

    /**
     * @param floatColumns positions of the input columns that hold float32
     * @param outputs register of each number that goes out
     */
    StepProgram(int inputWidth, Step[] steps, int[] floatColumns, int[] outputs, Size size) {
        super(inputWidth, outputs.length, size);
        this.steps = steps;
        this.floatColumns = floatColumns;
        this.outputs = outputs;
        this.stride = size.registers();
    }

    List<Step> steps() {
        return List.of(steps);
    }

    @Override
    public void score(float[] in, int from, int rows, float[] out, int to, Workspace workspace) {
        if (rows < FEW || stride > WIDE) {
            for (int r = 0; r < rows; r++) {
                double[] registers = workspace.registers();
                load(in, from + r * inputWidth(), registers, 0, inputWidth());
                row(registers, workspace);
                store(registers, 0, outputs, out, to + r * outputs.length);
            }
            return;
        }
        double[] registers = workspace.registersOfBlock();
        for (int start = 0; start < rows; start += Workspace.BLOCK) {
            int count = Math.min(Workspace.BLOCK, rows - start);
            for (int r = 0; r < count; r++) {
                load(in, from + (start + r) * inputWidth(), registers, r * stride, inputWidth());
            }
            block(registers, count, workspace);
            for (int r = 0; r < count; r++) {
                store(registers, r * stride, outputs, out, to + (start + r) * outputs.length);
            }
        }
    }

    @Override
    public void score(double[] in, int from, int rows, double[] out, int to, Workspace workspace) {
        if (rows < FEW || stride > WIDE) {
            for (int r = 0; r < rows; r++) {
                double[] registers = workspace.registers();
                load(in, from + r * inputWidth(), registers, 0);
                row(registers, workspace);
                store(registers, 0, outputs, out, to + r * outputs.length);
            }
            return;
        }
        double[] registers = workspace.registersOfBlock();
        for (int start = 0; start < rows; start += Workspace.BLOCK) {
            int count = Math.min(Workspace.BLOCK, rows - start);
            for (int r = 0; r < count; r++) {
                load(in, from + (start + r) * inputWidth(), registers, r * stride);
            }
            block(registers, count, workspace);
            for (int r = 0; r < count; r++) {
                store(registers, r * stride, outputs, out, to + (start + r) * outputs.length);
            }
        }
    }

    private void row(double[] registers, Workspace workspace) {
        for (Step step : steps) {
            step.row(registers, 0, workspace);
        }
    }

    private void block(double[] registers, int rows, Workspace workspace) {
        for (Step step : steps) {
            step.block(registers, stride, rows, workspace);
        }
    }

    private static void load(float[] in, int from, double[] registers, int to, int width) {
        for (int i = 0; i < width; i++) {
            registers[to + i] = in[from + i];
        }
    }

    private void load(double[] in, int from, double[] registers, int to) {
        System.arraycopy(in, from, registers, to, inputWidth());
        for (int column : floatColumns) {
            registers[to + column] = (float) registers[to + column];
        }
    }

    private static void store(double[] registers, int base, int[] outputs, float[] out, int to) {
        for (int i = 0; i < outputs.length; i++) {
            out[to + i] = (float) registers[base + outputs[i]];
        }
    }

    private static void store(double[] registers, int base, int[] outputs, double[] out, int to) {
        for (int i = 0; i < outputs.length; i++) {
            out[to + i] = registers[base + outputs[i]];
        }
    }
}
