package io.mlstack;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds the arrows between the modules and what their classes may use; docs/adr/0001-module-arrows.md says why. */
class ArchitectureTest {

    private static final JavaClasses MLSTACK = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.mlstack");

    /** The library's modules; each owns the package of its name and all below it. */
    enum Module {
        API,
        DATA,
        SERVE,
        S3,
        TRAIN;

        String folder() {
            return "mlstack-" + tail();
        }

        String packages() {
            return "io.mlstack." + tail() + "..";
        }

        String topLevelPackages() {
            return "io.mlstack." + tail() + ".(*)..";
        }

        String internals() {
            return "io.mlstack." + tail() + "..internal..";
        }

        boolean hasSources() throws IOException {
            Path sources = Path.of("..", folder(), "src", "main", "java");
            if (!Files.isDirectory(sources)) {
                return false;
            }
            try (Stream<Path> files = Files.walk(sources)) {
                return files.anyMatch(file -> file.toString().endsWith(".java"));
            }
        }

        private String tail() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Without this the rules below could hold because they saw nothing. */
    @ParameterizedTest
    @EnumSource
    void everyModuleIsSeen(Module module) throws IOException {
        List<JavaClass> seen =
                MLSTACK.stream().filter(resideInAPackage(module.packages())).toList();
        assertThat(!seen.isEmpty())
                .as("%d classes of %s on the class path", seen.size(), module.folder())
                .isEqualTo(module.hasSources());
    }

    @Test
    void dependenciesPointFromTrainOverDataAndServeToApiAndFromS3ToApi() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("io.mlstack..")
                .layer("api")
                .definedBy(Module.API.packages())
                .optionalLayer("data")
                .definedBy(Module.DATA.packages())
                .optionalLayer("serve")
                .definedBy(Module.SERVE.packages())
                .layer("s3")
                .definedBy(Module.S3.packages())
                .layer("train")
                .definedBy(Module.TRAIN.packages())
                .whereLayer("api")
                .mayNotAccessAnyLayer()
                .whereLayer("data")
                .mayOnlyAccessLayers("api")
                .whereLayer("serve")
                .mayOnlyAccessLayers("api")
                .whereLayer("s3")
                .mayOnlyAccessLayers("api")
                .whereLayer("train")
                .mayOnlyAccessLayers("api", "data", "serve")
                .check(MLSTACK);
    }

    @Test
    void everyClassLivesInThePackagesOfTheModuleThatShipsIt() {
        classes()
                .should()
                .resideInAnyPackage(
                        Stream.of(Module.values()).map(Module::packages).toArray(String[]::new))
                .check(MLSTACK);
        for (Module module : Module.values()) {
            noClasses()
                    .that(describe("do not come from " + module.folder(), type -> !comesFrom(type, module)))
                    .should()
                    .resideInAPackage(module.packages())
                    .check(MLSTACK);
        }
    }

    @ParameterizedTest
    @EnumSource
    void internalPackagesAreUsedByTheirOwnModuleOnly(Module module) {
        noClasses()
                .that(resideOutsideOfPackage(module.packages()))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(module.internals())
                .check(MLSTACK);
    }

    @ParameterizedTest
    @EnumSource
    void packagesOfAModuleFormNoCycle(Module module) throws IOException {
        slices().matching(module.topLevelPackages())
                .should()
                .beFreeOfCycles()
                // All of mlstack-s3 is one package.
                .allowEmptyShould(module == Module.S3 || !module.hasSources())
                .check(MLSTACK);
    }

    @Test
    void apiUsesTheJdkJacksonCoreAndJspecifyOnly() {
        classes()
                .that()
                .resideInAPackage(Module.API.packages())
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(Module.API.packages(), "java..", "org.jspecify.annotations..")
                .check(MLSTACK);
    }

    @Test
    void serveUsesTheJdkApiJacksonCoreCaffeineAndJspecifyOnly() throws IOException {
        classes()
                .that()
                .resideInAPackage(Module.SERVE.packages())
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        Module.SERVE.packages(),
                        Module.API.packages(),
                        "java..",
                        "jdk.jfr..",
                        "jdk.incubator.vector..",
                        // Part of the JDK, in a module of its own: how many bytes a trial of kernels allocated.
                        "com.sun.management..",
                        "com.fasterxml.jackson.core..",
                        "com.github.benmanes.caffeine.cache..",
                        "org.jspecify.annotations..")
                .allowEmptyShould(!Module.SERVE.hasSources())
                .check(MLSTACK);
    }

    /** The SDK would bring in Netty or an Apache client and their threads; only what speaks through the JDK is named. */
    @Test
    void s3UsesTheJdkApiTheAwsSdkAndJspecifyOnly() {
        classes()
                .that()
                .resideInAPackage(Module.S3.packages())
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        Module.S3.packages(),
                        Module.API.packages(),
                        "java..",
                        "javax.net.ssl..",
                        "software.amazon.awssdk.awscore..",
                        "software.amazon.awssdk.core..",
                        "software.amazon.awssdk.http",
                        "software.amazon.awssdk.http.urlconnection..",
                        "software.amazon.awssdk.retries..",
                        "software.amazon.awssdk.services.s3..",
                        "software.amazon.awssdk.utils..",
                        "org.jspecify.annotations..")
                .check(MLSTACK);
    }

    /** A thread local outlives the call in a pooled thread of the host and pins the model's class loader. */
    @Test
    void serveKeepsNothingInThreadLocals() throws IOException {
        noClasses()
                .that()
                .resideInAPackage(Module.SERVE.packages())
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ThreadLocal.class)
                .allowEmptyShould(!Module.SERVE.hasSources())
                .check(MLSTACK);
    }

    /** Bundles and datasets are untrusted input; object deserialisation runs code that the input chooses. */
    @Test
    void nobodyDeserialisesObjects() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(java.io.ObjectInputStream.class, java.beans.XMLDecoder.class)
                .check(MLSTACK);
    }

    /** A guest in the process does not print; it logs through System.Logger or writes where the caller says. */
    @Test
    void nobodyPrints() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(MLSTACK);
    }

    /** Every draw is a function of seed, purpose and position (io.mlstack.api.random). */
    @Test
    void nobodyDrawsFromAGenerator() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(java.util.random.RandomGenerator.class)
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(StrictMath.class, "random")
                .orShould()
                .callMethod(java.util.Collections.class, "shuffle", List.class)
                .check(MLSTACK);
    }

    private static boolean comesFrom(JavaClass type, Module module) {
        return type.getSource()
                .map(source -> source.getUri().toString().contains("/" + module.folder()))
                .orElse(false);
    }
}
