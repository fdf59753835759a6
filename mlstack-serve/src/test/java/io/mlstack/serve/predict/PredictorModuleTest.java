package io.mlstack.serve.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records of named modules, which may keep mlstack out. */
class PredictorModuleTest {

    record Triage(String diagnosis, double probability) {}

    @TempDir
    private Path folder;

    @Test
    void recordOfAClosedModuleIsRefusedWithTheLineThatOpensIt() throws Exception {
        Class<? extends Record> row = recordIn("module farm {}");

        assertThatThrownBy(() -> Predictor.of(Models.logistic(1), "m", row, Triage.class))
                .isInstanceOf(BindingException.class)
                .hasMessageContaining("farm.Row")
                .hasMessageContaining("opens farm;");
    }

    @Test
    void publicRecordOfAnExportedPackageNeedsNoOpening() throws Exception {
        Class<? extends Record> row = recordIn("module farm { exports farm; }");

        assertThat(Predictor.of(Models.logistic(1), "m", row, Triage.class)
                        .scorer()
                        .inputWidth())
                .isEqualTo(1);
    }

    private Class<? extends Record> recordIn(String moduleInfo) throws Exception {
        Path info = Files.writeString(folder.resolve("module-info.java"), moduleInfo);
        Path source = Files.writeString(folder.resolve("Row.java"), "package farm; public record Row(double x0) {}");
        Path classes = folder.resolve("classes");
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", classes.toString(), info.toString(), source.toString());
        assertThat(status).isZero();
        ModuleLayer boot = ModuleLayer.boot();
        Configuration configuration =
                boot.configuration().resolve(ModuleFinder.of(classes), ModuleFinder.of(), Set.of("farm"));
        return ModuleLayer.defineModulesWithOneLoader(
                        configuration, List.of(boot), getClass().getClassLoader())
                .layer()
                .findLoader("farm")
                .loadClass("farm.Row")
                .asSubclass(Record.class);
    }
}
