package plumb.broker;

import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** A command with a broker of its own: prints the broker's port and waits to be killed. */
final class KilledCommand {
    private KilledCommand() {}

    /** With the broker's folder. */
    public static void main(String[] arguments) throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.start(Path.of(arguments[0]), "lab");
        System.out.println(broker.access().tcpPort());
        while (broker.isAlive()) {
            LockSupport.parkNanos(1_000_000_000L);
        }
    }
}
