package io.mlstack.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlstack.api.problem.Problem;
import io.mlstack.data.load.Split;
import io.mlstack.data.read.Samples;
import io.mlstack.serve.bundle.Bundle;
import io.mlstack.train.LinearSpec;
import io.mlstack.train.Training;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model lives inside of an executable jar and is read from there. */
class ExecutableJarTest {

    @Test
    void aShadedJarServesTheModelItCarries(@TempDir Path folder) throws IOException, InterruptedException {
        Problem problem = Problem.binary("biopsy-triage", "diagnosis", "malignant");
        Bundle bundle = Training.on(Split.of(problem, Samples.biopsies(), "id"))
                .model(LinearSpec.standard())
                .seed(7)
                .fit()
                .evaluate()
                .bundle();
        Path jar = folder.resolve("app.jar");
        pack(jar, bundle);
        Path output = folder.resolve("printed.txt");

        Process app = Project.start(output, List.of(Project.tool("java"), "-jar", jar.toString()));

        assertThat(app.waitFor(1, TimeUnit.MINUTES)).isTrue();
        ServedFromJar.Triage here =
                bundle.predictor(Biopsy.class, ServedFromJar.Triage.class).predict(bundleRow());
        assertThat(Files.readString(output).strip())
                .isEqualTo(String.format(Locale.ROOT, "%s %.17g", here.diagnosis(), here.probability()));
        assertThat(here.diagnosis()).isEqualTo("malignant");
    }

    private static Biopsy bundleRow() {
        return Samples.biopsies().collect().toRecords(Biopsy.class).get(0);
    }

    /** What a shading plugin does: all classes of the serving class path, flat, beside the model. */
    private static void pack(Path jar, Bundle bundle) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, ServedFromJar.class.getName());
        Set<String> written = new HashSet<>(Set.of("META-INF/MANIFEST.MF"));
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            for (String element : Project.classPath().split(File.pathSeparator)) {
                if (element.matches(".*(mlstack-(api|serve)|jackson-core|caffeine|quickstart).*")) {
                    copy(Path.of(element), out, written);
                }
            }
            add("model/biopsy-triage.mlb", bundle.toBytes(), out, written);
        }
        assertThat(written)
                .contains("io/mlstack/serve/bundle/Bundle.class", "io/mlstack/quickstart/ServedFromJar.class");
        assertThat(written)
                .noneMatch(name -> name.startsWith("io/mlstack/train/") || name.startsWith("io/mlstack/data/"));
    }

    private static void copy(Path element, JarOutputStream out, Set<String> written) throws IOException {
        if (Files.isDirectory(element)) {
            try (Stream<Path> files = Files.walk(element)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String name = element.relativize(file).toString().replace(File.separatorChar, '/');
                    add(name, Files.readAllBytes(file), out, written);
                }
            }
            return;
        }
        try (JarFile source = new JarFile(element.toFile())) {
            for (JarEntry entry : source.stream().filter(e -> !e.isDirectory()).toList()) {
                try (InputStream in = source.getInputStream(entry)) {
                    add(entry.getName(), in.readAllBytes(), out, written);
                }
            }
        }
    }

    private static void add(String name, byte[] content, JarOutputStream out, Set<String> written) throws IOException {
        if (!name.endsWith("module-info.class") && written.add(name)) {
            out.putNextEntry(new JarEntry(name));
            out.write(content);
            out.closeEntry();
        }
    }
}
