package io.mlstack.train.evaluate;

/**
 * A small chart as inline SVG, coloured by the classes of the page's style sheet.
 *
 * <p>Drawn on {@value #WIDTH} by {@value #HEIGHT} units, stretched to its column. Not thread-safe.
 */
final class Plot {

    static final int WIDTH = 380;
    static final int HEIGHT = 270;

    private static final double LEFT = 48;
    private static final double RIGHT = 12;
    private static final double TOP = 12;
    private static final double BOTTOM = 44;

    /** Points nearer than this, in units, cannot be told apart on a screen. */
    private static final double RESOLUTION = 0.5;

    private final Axis x;
    private final Axis y;
    private final Markup svg = new Markup();

    /** @param description of what is seen, for those who do not see it */
    Plot(String description, Axis x, Axis y) {
        this.x = x;
        this.y = y;
        svg.open(
                "svg",
                "class",
                "plot",
                "viewBox",
                "0 0 " + WIDTH + " " + HEIGHT,
                "role",
                "img",
                "aria-label",
                description);
        grid();
    }

    private void grid() {
        for (double tick : x.ticks()) {
            line(px(tick), TOP, px(tick), HEIGHT - BOTTOM, "grid");
            svg.leaf(
                    "text",
                    x.label(tick),
                    "x",
                    unit(px(tick)),
                    "y",
                    unit(HEIGHT - BOTTOM + 16),
                    "class",
                    "tick middle");
        }
        for (double tick : y.ticks()) {
            line(LEFT, py(tick), WIDTH - RIGHT, py(tick), "grid");
            svg.leaf("text", y.label(tick), "x", unit(LEFT - 7), "y", unit(py(tick) + 4), "class", "tick end");
        }
        double middle = TOP + (HEIGHT - BOTTOM - TOP) / 2;
        svg.leaf(
                "text",
                x.title(),
                "x",
                unit(LEFT + (WIDTH - LEFT - RIGHT) / 2),
                "y",
                unit(HEIGHT - 8),
                "class",
                "axis middle");
        svg.leaf("text", y.title(), "x", unit(-middle), "y", "11", "transform", "rotate(-90)", "class", "axis middle");
    }

    /** A line through points. */
    Plot path(double[] xs, double[] ys, String css) {
        svg.open("path", "d", data(xs, ys, false), "class", css).close();
        return this;
    }

    /** A line that first goes across, then up or down: what holds between two thresholds. */
    Plot steps(double[] xs, double[] ys, String css) {
        svg.open("path", "d", data(xs, ys, true), "class", css).close();
        return this;
    }

    /** The area between a line and the bottom. */
    Plot area(double[] xs, double[] ys, boolean steps, String css) {
        String ends = "L" + unit(px(xs[xs.length - 1])) + " " + unit(py(y.min())) + "L" + unit(px(xs[0])) + " "
                + unit(py(y.min())) + "Z";
        svg.open("path", "d", data(xs, ys, steps) + ends, "class", css).close();
        return this;
    }

    /** A straight line between two points in the units of the axes. */
    Plot segment(double x1, double y1, double x2, double y2, String css) {
        line(px(x1), py(y1), px(x2), py(y2), css);
        return this;
    }

    Plot dot(double atX, double atY, double radius, String css) {
        svg.open("circle", "cx", unit(px(atX)), "cy", unit(py(atY)), "r", unit(radius), "class", css)
                .close();
        return this;
    }

    /** A bar that stands on the bottom. */
    Plot bar(double fromX, double toX, double height, String css) {
        double top = py(height);
        svg.open(
                        "rect",
                        "x",
                        unit(px(fromX)),
                        "y",
                        unit(top),
                        "width",
                        unit(Math.max(0, px(toX) - px(fromX))),
                        "height",
                        unit(Math.max(0, HEIGHT - BOTTOM - top)),
                        "class",
                        css)
                .close();
        return this;
    }

    /** A word beside a point; it turns to the other side near the right edge. */
    Plot note(double atX, double atY, String text, String css) {
        boolean flip = x.at(atX) > 0.6;
        svg.leaf(
                "text",
                text,
                "x",
                unit(px(atX) + (flip ? -8 : 8)),
                "y",
                unit(Math.max(TOP + 10, Math.min(HEIGHT - BOTTOM - 6, py(atY) + 4))),
                "class",
                css + (flip ? " end" : ""));
        return this;
    }

    /** Closes the drawing and returns it. */
    Markup done() {
        return svg.close();
    }

    private void line(double x1, double y1, double x2, double y2, String css) {
        svg.open("line", "x1", unit(x1), "y1", unit(y1), "x2", unit(x2), "y2", unit(y2), "class", css)
                .close();
    }

    /** Path data without the points that lie on top of their predecessor, so that a million rows stay a small file. */
    private String data(double[] xs, double[] ys, boolean steps) {
        StringBuilder data = new StringBuilder();
        double lastX = Double.NaN;
        double lastY = Double.NaN;
        for (int i = 0; i < xs.length; i++) {
            double atX = px(xs[i]);
            double atY = py(ys[i]);
            boolean near = Math.abs(atX - lastX) < RESOLUTION && Math.abs(atY - lastY) < RESOLUTION;
            if (near && i < xs.length - 1) {
                continue;
            }
            if (data.length() == 0) {
                data.append('M').append(unit(atX)).append(' ').append(unit(atY));
            } else if (steps) {
                data.append('H').append(unit(atX)).append('V').append(unit(atY));
            } else {
                data.append('L').append(unit(atX)).append(' ').append(unit(atY));
            }
            lastX = atX;
            lastY = atY;
        }
        return data.toString();
    }

    private double px(double value) {
        return LEFT + x.at(Math.max(x.min(), Math.min(x.max(), value))) * (WIDTH - LEFT - RIGHT);
    }

    private double py(double value) {
        return HEIGHT - BOTTOM - y.at(Math.max(y.min(), Math.min(y.max(), value))) * (HEIGHT - BOTTOM - TOP);
    }

    /** One decimal is a fifth of a pixel at the usual size. */
    private static String unit(double value) {
        long tenths = Math.round(value * 10);
        String sign = tenths < 0 ? "-" : "";
        long size = Math.abs(tenths);
        return sign + size / 10 + (size % 10 == 0 ? "" : "." + size % 10);
    }
}
