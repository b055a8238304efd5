package plumb.doctor;

import java.nio.file.Path;
import java.util.List;
import plumb.attach.PiSetup;
import plumb.config.RigConfig;
import plumb.hal.pi.PiPreconditions;

/** What a rig on a Raspberry Pi needs of the machine; gate {@code host} counts these too. Any thread; reading blocks. */
public final class PiItems {
    private PiItems() {}

    /**
     * All of them; none for another rig.
     *
     * @param root of the file system: {@code /} but in tests
     */
    public static List<MachineItem> of(RigConfig config, Path root) {
        if (!config.backend().equals(RigConfig.PI)) {
            return List.of();
        }
        return PiPreconditions.of(PiSetup.settings(config), root).stream()
                .map(one -> MachineItem.of(one.id(), one.title(), one.met(), one.found(), one.remedy()))
                .toList();
    }
}
