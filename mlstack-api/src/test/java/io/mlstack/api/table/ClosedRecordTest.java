package io.mlstack.api.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.error.InvalidInputException;
import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClosedRecordTest {

    private static final String CURE = "opens pets to io.mlstack.api;";

    @TempDir
    private Path dir;

    @Test
    void aRecordOfAClosedModuleNamesTheLineThatOpensIt() throws Exception {
        Class<? extends Record> type = closedRecord();
        Columns rows = Columns.builder(Schema.of(type)).row("Tom").build();

        assertThatThrownBy(() -> rows.toRecords(type))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(CURE);
        assertThatThrownBy(() -> columnsOf(type))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(CURE);
    }

    private static <R extends Record> Columns columnsOf(Class<R> type) throws Exception {
        Object pet = type.getClassLoader()
                .loadClass("pets.open.Shop")
                .getMethod("pet")
                .invoke(null);
        return Columns.ofRecords(type, List.of(type.cast(pet)));
    }

    private Class<? extends Record> closedRecord() throws IOException, ClassNotFoundException {
        Path module = write("module-info.java", "module pets { exports pets.open; }");
        Path pet = write("pets/Pet.java", "package pets; public record Pet(String name) {}");
        Path shop = write(
                "pets/open/Shop.java",
                "package pets.open; public class Shop { public static Object pet() { return new pets.Pet(\"Tom\"); } }");
        int errors = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(System.out, System.err, "-d", dir.toString(), module.toString(), pet.toString(), shop.toString());
        assertThat(errors).isZero();
        ModuleLayer boot = ModuleLayer.boot();
        Configuration pets = boot.configuration().resolve(ModuleFinder.of(dir), ModuleFinder.of(), Set.of("pets"));
        ModuleLayer layer = boot.defineModulesWithOneLoader(pets, ClassLoader.getSystemClassLoader());
        return layer.findLoader("pets").loadClass("pets.Pet").asSubclass(Record.class);
    }

    private Path write(String name, String source) throws IOException {
        Path file = dir.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, source);
    }
}
