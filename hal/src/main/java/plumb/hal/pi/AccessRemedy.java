package plumb.hal.pi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;

/** How a user comes to use a device: by the group that it belongs to, which is another on every system. Any thread; blocks. */
final class AccessRemedy {
    private static final String NOBODYS = "root";

    private AccessRemedy() {}

    /**
     * What to type.
     *
     * @param file that may not be used
     * @param usual the group that it has on Raspberry Pi OS
     */
    static String of(Path file, String usual) {
        String group;
        try {
            group = Files.readAttributes(file, PosixFileAttributes.class)
                    .group()
                    .getName();
        } catch (IOException _) {
            // Whoever may not even look at it is helped by the usual group.
            group = usual;
        }
        return group.equals(NOBODYS)
                ? "only root may use it: sudo usermod -aG " + usual
                        + " $USER, and a udev rule that gives it to that group"
                : "sudo usermod -aG " + group + " $USER, then log in again";
    }
}
