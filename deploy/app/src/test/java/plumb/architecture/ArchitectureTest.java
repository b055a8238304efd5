package plumb.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import plumb.control.Controller;
import plumb.estimate.StateEstimator;

/** Every floor knows only those below it, and the control thread's code speaks its own dialect. */
@AnalyzeClasses(packages = "plumb", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] CONTROLLERS = {
        "plumb.model", "plumb.design", "plumb.estimate", "plumb.control", "plumb.identify", "plumb.tuning"
    };
    private static final String[] CONTROL_THREAD_MODULES = {
        "plumb.model..",
        "plumb.design..",
        "plumb.estimate..",
        "plumb.control..",
        "plumb.hal..",
        "plumb.config..",
        "plumb.runtime..",
        "plumb.observe..",
        "plumb.simulation..",
        "plumb.record.."
    };

    @ArchTest
    static final ArchRule floorsPointDown = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("controllers")
            .definedBy(CONTROLLERS)
            .layer("hal")
            .definedBy("plumb.hal..")
            .layer("runtime")
            .definedBy(
                    "plumb.config..",
                    "plumb.runtime..",
                    "plumb.observe..",
                    "plumb.simulation..",
                    "plumb.attach..",
                    "plumb.comparison..",
                    "plumb.latency..",
                    "plumb.record..",
                    "plumb.mqtt..")
            .layer("selftest")
            .definedBy("plumb.selftest..", "plumb.evidence..", "plumb.readiness..", "plumb.doctor..", "plumb.history..")
            .layer("deploy")
            .definedBy(
                    "plumb.cli..",
                    "plumb.broker..",
                    "plumb.report..",
                    "plumb.page..",
                    "plumb.dashboard..",
                    "plumb.twin..",
                    "plumb.calibrate..")
            .whereLayer("controllers")
            .mayNotAccessAnyLayer()
            .whereLayer("hal")
            .mayOnlyAccessLayers("controllers")
            .whereLayer("runtime")
            .mayOnlyAccessLayers("controllers", "hal")
            .whereLayer("selftest")
            .mayOnlyAccessLayers("controllers", "hal", "runtime")
            .whereLayer("deploy")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule everyClassIsOnAFloor = classes()
            .should()
            .resideInAnyPackage(
                    "plumb.model..",
                    "plumb.design..",
                    "plumb.estimate..",
                    "plumb.control..",
                    "plumb.identify..",
                    "plumb.tuning..",
                    "plumb.hal..",
                    "plumb.config..",
                    "plumb.runtime..",
                    "plumb.observe..",
                    "plumb.simulation..",
                    "plumb.attach..",
                    "plumb.comparison..",
                    "plumb.latency..",
                    "plumb.record..",
                    "plumb.mqtt..",
                    "plumb.selftest..",
                    "plumb.evidence..",
                    "plumb.readiness..",
                    "plumb.doctor..",
                    "plumb.broker..",
                    "plumb.history..",
                    "plumb.report..",
                    "plumb.page..",
                    "plumb.dashboard..",
                    "plumb.twin..",
                    "plumb.calibrate..",
                    "plumb.cli..");

    @ArchTest
    static final ArchRule theModelKnowsNoOtherPackage = knowsOnly("plumb.model");

    @ArchTest
    static final ArchRule designKnowsTheModelOnly = knowsOnly("plumb.design", "plumb.model");

    @ArchTest
    static final ArchRule estimatorsKnowModelAndDesignOnly = knowsOnly("plumb.estimate", "plumb.model", "plumb.design");

    @ArchTest
    static final ArchRule lawsKnowModelAndDesignOnly = knowsOnly("plumb.control", "plumb.model", "plumb.design");

    @ArchTest
    static final ArchRule identificationKnowsTheModelOnly = knowsOnly("plumb.identify", "plumb.model");

    @ArchTest
    static final ArchRule searchesKnowModelAndDesignOnly = knowsOnly("plumb.tuning", "plumb.model", "plumb.design");

    @ArchTest
    static final ArchRule halKnowsTheModelAndReadingsOnly = knowsOnly("plumb.hal", "plumb.model", "plumb.estimate");

    @ArchTest
    static final ArchRule theSimulatedRigKnowsHalAndModelOnly = knowsOnly("plumb.hal.sim", "plumb.hal", "plumb.model");

    @ArchTest
    static final ArchRule theSerialRigKnowsHalOnly = knowsOnly("plumb.hal.serial", "plumb.hal");

    @ArchTest
    static final ArchRule faultsToOrderKnowHalOnly = knowsOnly("plumb.hal.fault", "plumb.hal");

    @ArchTest
    static final ArchRule thePiRigKnowsHalOnly = knowsOnly("plumb.hal.pi", "plumb.hal");

    @ArchTest
    static final ArchRule configurationKnowsNoLoops = noClasses()
            .that()
            .resideInAPackage("plumb.config")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("plumb.runtime..", "plumb.observe..", "plumb.simulation..", "plumb.comparison..");

    @ArchTest
    static final ArchRule theLoopDoesNotKnowWhoWatchesIt = noClasses()
            .that()
            .resideInAPackage("plumb.runtime..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("plumb.observe..", "plumb.simulation..", "plumb.comparison..");

    @ArchTest
    static final ArchRule whatRunsWithTheLoopDoesNotKnowTheBroker = noClasses()
            .that()
            .resideInAnyPackage(CONTROL_THREAD_MODULES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("plumb.mqtt..", "plumb.broker..", "org.eclipse.paho..");

    @ArchTest
    static final ArchRule onlyItsConnectorKnowsPaho = noClasses()
            .that()
            .haveNameNotMatching("plumb\\.mqtt\\.Paho.*")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.paho..");

    @ArchTest
    static final ArchRule watchersDoNotKnowSimulation = noClasses()
            .that()
            .resideInAPackage("plumb.observe..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("plumb.simulation..");

    @ArchTest
    static final ArchRule linuxKnowsTheClockAndTheLoopsSettingsOnly = noClasses()
            .that()
            .resideInAPackage("plumb.runtime.os")
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("plumb..")
                            .and(
                                    not(
                                            resideInAnyPackage("plumb.runtime.os")
                                                    .or(
                                                            nameMatching(
                                                                    "plumb\\.(runtime\\.LoopClock|config\\.(LoopSettings|OverrunPolicy|KeepAwakeMode)|model\\..*)")))));

    @ArchTest
    static final ArchRule checksKnowNothingOfVerdicts = noClasses()
            .that()
            .resideInAnyPackage("plumb.selftest..", "plumb.evidence..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("plumb.readiness..");

    @ArchTest
    static final ArchRule onlyLinuxCallsForeignFunctions = noClasses()
            .that()
            .resideOutsideOfPackages("plumb.runtime.os..", "plumb.hal.pi..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.lang.foreign..");

    @ArchTest
    static final ArchRule onlyTheCommandKnowsCommandLinesAndJson = noClasses()
            .that()
            .resideOutsideOfPackage("plumb.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("picocli..", "tools.jackson..", "com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule onlyTheCommandPrints =
            noClasses().that().resideOutsideOfPackage("plumb.cli..").should(ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule lawsAndEstimatorsSpeakTheDialectOfTheControlThread = noClasses()
            .that()
            .areAssignableTo(Controller.class)
            .or()
            .areAssignableTo(StateEstimator.class)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.time..", "java.util.stream..", "java.util.concurrent..", "java.io..", "java.nio..");

    @ArchTest
    static final ArchRule lawsAndEstimatorsBoxNothing = noClasses()
            .that()
            .areAssignableTo(Controller.class)
            .or()
            .areAssignableTo(StateEstimator.class)
            .should()
            .callMethodWhere(target(owner(nameMatching("java\\.lang\\.(Double|Long|Integer|Boolean)")))
                    .and(target(nameMatching("valueOf"))));

    @ArchTest
    static final ArchRule mathematicsIsTheSameOnEveryMachine = noClasses()
            .that()
            .resideInAnyPackage(CONTROL_THREAD_MODULES)
            .should()
            .callMethodWhere(
                    target(owner(nameMatching("java\\.lang\\.Math")))
                            .and(
                                    target(
                                            nameMatching(
                                                    "sin|cos|tan|asin|acos|atan|atan2|exp|expm1|log|log10|log1p|pow|sinh|cosh|tanh|hypot|cbrt"))));

    /** But for one: what says for people when a loop was started. */
    @ArchTest
    static final ArchRule whatRunsWithTheLoopReadsNoWallClock = noClasses()
            .that()
            .resideInAnyPackage(CONTROL_THREAD_MODULES)
            .and()
            .haveNameNotMatching("plumb\\.observe\\.LoopIdentity")
            .should()
            .callMethodWhere(target(owner(nameMatching("java\\.(time\\.(Instant|Clock|InstantSource)|lang\\.System)")))
                    .and(target(nameMatching("now|system.*|currentTimeMillis"))));

    @ArchTest
    static final ArchRule namesSayWhatAClassIs = noClasses()
            .should()
            .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Base)(\\$.*)?")
            .orShould()
            .haveNameMatching(".*\\.(Abstract|Base)[A-Z].*");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("plumb.(**)").should().beFreeOfCycles();

    private static ArchRule knowsOnly(String who, String... others) {
        return noClasses()
                .that()
                .resideInAPackage(who)
                .should()
                .dependOnClassesThat(resideInAnyPackage("plumb..")
                        .and(not(resideInAnyPackage(who).or(resideInAnyPackage(others)))));
    }
}
