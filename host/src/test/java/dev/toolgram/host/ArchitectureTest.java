package dev.toolgram.host;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may import whom. Each rule is a sentence of the house. */
class ArchitectureTest {

    private static final String API = "dev.toolgram.api..";
    private static final String HOST = "dev.toolgram.host..";
    private static final String PLUGINS = "dev.toolgram.plugins..";

    private static JavaClasses all;

    @BeforeAll
    static void readClasses() {
        all = new ClassFileImporter()
                .importPaths(List.of(
                        Path.of("../api/target/classes"),
                        Path.of("target/classes"),
                        Path.of("../plugins/messages/target/classes"),
                        Path.of("../plugins/chats/target/classes"),
                        Path.of("../plugins/files/target/classes"),
                        Path.of("../plugins/sandbox/target/classes")));
        assertThat(all).extracting(JavaClass::getPackageName).contains("dev.toolgram.plugins.messages");
    }

    @Test
    void apiImportsNothingOfTheHouse() {
        noClasses()
                .that(resideInAnyPackage(API))
                .should()
                .dependOnClassesThat(resideInAnyPackage(HOST, PLUGINS))
                .check(all);
    }

    @Test
    void pluginsNeverImportTheHost() {
        noClasses()
                .that(resideInAnyPackage(PLUGINS))
                .should()
                .dependOnClassesThat(resideInAnyPackage(HOST))
                .check(all);
    }

    @Test
    void pluginsNeverImportEachOther() {
        slices().matching("dev.toolgram.plugins.(*)..")
                .should()
                .notDependOnEachOther()
                .check(all);
    }

    @Test
    void hostNeverImportsAPlugin() {
        noClasses()
                .that(resideInAnyPackage(HOST))
                .should()
                .dependOnClassesThat(resideInAnyPackage(PLUGINS))
                .check(all);
    }

    @Test
    void restAndMcpNeverImportEachOther() {
        noClasses()
                .that(resideInAnyPackage("dev.toolgram.host.rest.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage("dev.toolgram.host.mcp.."))
                .check(all);
        noClasses()
                .that(resideInAnyPackage("dev.toolgram.host.mcp.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage("dev.toolgram.host.rest.."))
                .check(all);
    }

    @Test
    void toolSchemaAndSettingsKnowNoDoorNoPluginLoaderAndNoTdlib() {
        noClasses()
                .that(resideInAnyPackage(
                        "dev.toolgram.host.tool..", "dev.toolgram.host.json..", "dev.toolgram.host.config.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "dev.toolgram.host.http..",
                        "dev.toolgram.host.rest..",
                        "dev.toolgram.host.mcp..",
                        "dev.toolgram.host.plugin..",
                        "dev.toolgram.host.telegram..",
                        "io.undertow..",
                        "org.pf4j.."))
                .check(all);
    }

    @Test
    void schemaDoesNotKnowTool() {
        noClasses()
                .that(resideInAnyPackage("dev.toolgram.host.json.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage("dev.toolgram.host.tool.."))
                .check(all);
    }

    @Test
    void httpKnowsNoTools() {
        noClasses()
                .that(resideInAnyPackage("dev.toolgram.host.http.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "dev.toolgram.host.tool..", "dev.toolgram.host.rest..", "dev.toolgram.host.mcp.."))
                .check(all);
    }

    @Test
    void undertowIsOnlyInTheDoors() {
        onlyIn("io.undertow..", "dev.toolgram.host.http..", "dev.toolgram.host.rest..", "dev.toolgram.host.mcp..");
    }

    @Test
    void pf4jIsOnlyInTheApiThePluginLoaderAndPluginsThemselves() {
        onlyIn("org.pf4j..", API, "dev.toolgram.host.plugin..", PLUGINS);
    }

    @Test
    void foreignMemoryIsOnlyInTheTdjsonBinding() {
        onlyIn("java.lang.foreign..", "dev.toolgram.host.telegram.tdjson..");
    }

    @Test
    void micrometerIsOnlyInMetrics() {
        onlyIn("io.micrometer..", "dev.toolgram.host.observe.metrics..");
        onlyIn("io.prometheus..", "dev.toolgram.host.observe.metrics..");
    }

    @Test
    void logbackIsOnlyInLog() {
        onlyIn("ch.qos.logback..", "dev.toolgram.host.observe..");
    }

    @Test
    void whatIsMeasuredDoesNotKnowMetrics() {
        noClasses()
                .that(resideOutsideOfPackages("dev.toolgram.host.observe.metrics..", "dev.toolgram.host"))
                .should()
                .dependOnClassesThat(resideInAnyPackage("dev.toolgram.host.observe.metrics.."))
                .check(all);
    }

    @Test
    void logKnowsNothingOfTheHouse() {
        noClasses()
                .that(resideInAnyPackage("dev.toolgram.host.observe"))
                .should()
                .dependOnClassesThat(
                        resideInAPackage("dev.toolgram..").and(not(resideInAPackage("dev.toolgram.host.observe"))))
                .check(all);
    }

    @Test
    void nothingImportsMain() {
        classes()
                .that()
                .haveFullyQualifiedName("dev.toolgram.host.cli.Main")
                .should()
                .onlyHaveDependentClassesThat()
                .haveFullyQualifiedName("dev.toolgram.host.cli.Main")
                .check(all);
    }

    @Test
    void packagesFormNoCircle() {
        slices().matching("dev.toolgram.(**)").should().beFreeOfCycles().check(all);
    }

    /** Not a rule: the arrows themselves, for whoever reads the build's output. */
    @Test
    void packageDependenciesAreListed() {
        Map<String, TreeSet<String>> arrows = new TreeMap<>();
        for (JavaClass type : all) {
            TreeSet<String> targets = arrows.computeIfAbsent(type.getPackageName(), name -> new TreeSet<>());
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getPackageName())
                    .filter(name -> name.startsWith("dev.toolgram") && !name.equals(type.getPackageName()))
                    .forEach(targets::add);
        }
        StringBuilder listing = new StringBuilder("Package dependencies:\n");
        arrows.forEach((from, to) -> listing.append("  ")
                .append(shortName(from))
                .append(" -> ")
                .append(String.join(
                        ", ", to.stream().map(ArchitectureTest::shortName).toList()))
                .append('\n'));
        System.out.print(listing);
        assertThat(arrows.get("dev.toolgram.plugins.messages"))
                .containsExactly("dev.toolgram.api", "dev.toolgram.api.schema", "dev.toolgram.api.telegram");
    }

    private static String shortName(String packageName) {
        return packageName.substring("dev.toolgram.".length());
    }

    private static void onlyIn(String target, String... homes) {
        noClasses()
                .that(resideOutsideOfPackages(homes))
                .should()
                .dependOnClassesThat(resideInAnyPackage(target))
                .check(all);
    }
}
