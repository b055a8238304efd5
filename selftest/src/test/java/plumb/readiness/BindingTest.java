package plumb.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static plumb.readiness.TestGates.BINDING;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BindingTest {
    private static final String CONFIG = "a".repeat(64);
    private static final String BUILD = "b".repeat(64);

    @Test
    void theSameIsUnchanged() {
        assertThat(BINDING.changedIn(new Binding(CONFIG, BUILD, "sim", "sim-1", false, "boot-1")))
                .isEmpty();
    }

    @Test
    void anyByteOfTheConfigurationIsAChange() {
        assertThat(BINDING.changedIn(new Binding("a".repeat(63) + "b", BUILD, "sim", "sim-1", false, "boot-1")))
                .contains("the configuration is another than the one that was tested");
    }

    @Test
    void anotherBuildIsAChange() {
        assertThat(BINDING.changedIn(new Binding(CONFIG, CONFIG, "sim", "sim-1", false, "boot-1")))
                .contains("the build is another than the one that was tested");
    }

    @ParameterizedTest
    @CsvSource({
        "pi, sim-1, false, the rig is pi/sim-1",
        "sim, sim-2, false, the rig is sim/sim-2",
        "sim, sim-1, true, the rig is sim/sim-1"
    })
    void anotherRigIsAChange(String kind, String identity, boolean physical, String message) {
        assertThat(BINDING.changedIn(new Binding(CONFIG, BUILD, kind, identity, physical, "boot-1")))
                .contains(message + ", tested was sim/sim-1");
    }

    @Test
    void anotherMachineOrARestartIsAChange() {
        assertThat(BINDING.changedIn(new Binding(CONFIG, BUILD, "sim", "sim-1", false, "boot-2")))
                .contains("the machine is another than the one that was tested, or was started anew since");
    }

    @Test
    void refusesAStartWithoutName() {
        assertThatThrownBy(() -> new Binding(CONFIG, BUILD, "sim", "sim-1", false, " "))
                .hasMessage("the machine's start has no name");
    }
}
