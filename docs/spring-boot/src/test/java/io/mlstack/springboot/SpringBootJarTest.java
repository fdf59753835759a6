package io.mlstack.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mlstack.api.table.Schema;
import io.mlstack.serve.bundle.Bundle;
import io.mlstack.serve.importer.Import;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.loader.tools.Library;
import org.springframework.boot.loader.tools.LibraryScope;
import org.springframework.boot.loader.tools.Repackager;

/** An executable jar as Spring Boot packs it, jars within a jar, with an imported model of XGBoost inside. */
class SpringBootJarTest {

    private static final Path EXAMPLE =
            Path.of("..", "quickstart", "src", "main", "resources", "io", "mlstack", "quickstart");

    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

    @Test
    void aRequestIsScoredAsXgboostScoresIt(@TempDir Path folder) throws IOException, InterruptedException {
        Path jar = pack(folder);
        Path output = folder.resolve("printed.txt");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process app = new ProcessBuilder(java, "-jar", jar.toString(), "--server.port=0", "--server.address=127.0.0.1")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            int port = port(app, output);
            List<String> lines = Files.readAllLines(EXAMPLE.resolve("fraud-scores.csv"));
            for (String line : lines.subList(1, 20)) {
                String[] cells = line.split(",");
                float theirs = Float.parseFloat(cells[5]);
                assertThat((float) score(port, cells).get("score").asDouble())
                        .as(line)
                        .isEqualTo(theirs);
            }
        } finally {
            app.destroy();
            app.waitFor(10, TimeUnit.SECONDS);
        }
    }

    private static JsonNode score(int port, String[] cells) throws IOException, InterruptedException {
        String body = "{\"amount\":%s,\"hour\":%s,\"attempts\":%s,\"accountAge\":%s,\"channel\":\"%s\"}"
                .formatted(cells[0], cells[1], cells[2], cells[3], cells[4]);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/risk"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new ObjectMapper().readTree(response.body());
    }

    private static int port(Process app, Path output) throws IOException, InterruptedException {
        for (int tenths = 0; tenths < 600 && app.isAlive(); tenths++) {
            Matcher started = PORT.matcher(Files.readString(output));
            if (started.find()) {
                return Integer.parseInt(started.group(1));
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new AssertionError("the service did not start:\n" + Files.readString(output));
    }

    /** What Spring Boot's Maven plugin does with this module and the libraries it runs with. */
    private static Path pack(Path folder) throws IOException {
        Bundle bundle = Import.xgboost(EXAMPLE.resolve("fraud.json"))
                .schema(Schema.of(FraudService.Payment.class))
                .missing(-999)
                .target("fraud")
                .classes("no", "yes")
                .bundle("fraud");
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Path model = Files.createDirectories(classes.resolve("model")).resolve("fraud.mlb");
        bundle.writeTo(model);
        List<Library> libraries = new ArrayList<>();
        for (String element : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(element);
            if (path.endsWith(Path.of("spring-boot", "target", "classes"))) {
                copy(path, classes);
            } else if (runs(element)) {
                Path library = Files.isDirectory(path) ? jar(path, folder.resolve(libraries.size() + ".jar")) : path;
                libraries.add(new Library(library.toFile(), LibraryScope.COMPILE));
            }
        }
        Path plain = jar(classes, folder.resolve("plain.jar"));
        Path jar = folder.resolve("fraud-service.jar");
        Repackager repackager = new Repackager(plain.toFile());
        repackager.setMainClass(FraudService.class.getName());
        repackager.repackage(jar.toFile(), callback -> {
            for (Library library : libraries) {
                callback.library(library);
            }
        });
        return jar;
    }

    /** Whether an element of this test's class path is one of the service's, too. */
    private static boolean runs(String element) {
        return !element.matches(".*(test-classes|junit|jupiter|opentest4j|apiguardian|assertj|byte-buddy|jqwik|surefire"
                + "|spring-boot-loader-tools|commons-compress|commons-io|commons-lang3|commons-codec).*");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    private static Path jar(Path folder, Path jar) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(folder.relativize(file).toString().replace(File.separatorChar, '/')));
                try (InputStream in = Files.newInputStream(file)) {
                    in.transferTo(out);
                }
                out.closeEntry();
            }
        }
        return jar;
    }
}
