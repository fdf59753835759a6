package io.mlstack.train.evaluate;

import io.mlstack.train.evaluate.internal.ClassRows;
import io.mlstack.train.evaluate.internal.NumberRows;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Puts the sections of a report in their order. */
final class ReportPage {

    private final Evaluation evaluation;
    private final Markup page = new Markup();

    ReportPage(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    String html() {
        page.doctype().open("html", "lang", "en").open("head").open("meta", "charset", "utf-8");
        page.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.open("meta", "name", "color-scheme", "content", "light dark");
        page.leaf("title", evaluation.problem().name() + ": " + evaluation.model());
        page.style(styles()).close();
        page.open("body").open("main");
        ReportTop top = new ReportTop(evaluation, page);
        top.hero();
        top.tiles();
        ReportTables tables = new ReportTables(evaluation, page);
        tables.constraints();
        tables.baselines();
        tables.metrics();
        charts();
        tables.confusion();
        tables.classes();
        tables.mistakes();
        tables.provenance();
        footer();
        return page.close(3).toString();
    }

    private void charts() {
        List<Chart> charts = charts(evaluation);
        if (charts.isEmpty()) {
            return;
        }
        page.open("section").leaf("h2", "Curves").open("div", "class", "charts");
        for (Chart chart : charts) {
            page.open("figure", "class", "card").leaf("h3", chart.title());
            if (!chart.legend().isEmpty()) {
                page.open("p", "class", "legend");
                chart.legend().forEach(k -> page.leaf("span", k.name(), "class", k.css()));
                page.close();
            }
            page.svg(chart.plot()).leaf("figcaption", chart.caption()).close();
        }
        page.close(2);
    }

    private static List<Chart> charts(Evaluation evaluation) {
        if (evaluation.judged().rows() instanceof ClassRows rows) {
            return rows.rows() == 0
                    ? List.of()
                    : rows.positive() >= 0
                            ? new BinaryCharts(evaluation, rows).all()
                            : new MulticlassCharts(evaluation, rows).all();
        }
        return new RegressionCharts(evaluation, (NumberRows) evaluation.judged().rows()).all();
    }

    private void footer() {
        page.open("footer")
                .text("Every interval is a 95 % interval. Predictions were made by the scorer that serves the model. "
                        + "Written by mlstack; this file needs no network.")
                .close();
    }

    private static String styles() {
        try (InputStream in = ReportPage.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IllegalStateException("report.css is missing beside " + ReportPage.class.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
