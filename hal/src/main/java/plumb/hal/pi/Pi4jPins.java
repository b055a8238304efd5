package plumb.hal.pi;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.exception.Pi4JException;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.PullResistance;
import com.pi4j.library.gpiod.internal.GpioDException;
import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalInputProvider;
import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalOutputProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import plumb.hal.RigException;

/**
 * The digital lines through Pi4J. Outputs go low when the context shuts down. Inputs of switches have a pull-down, so that an open
 * contact and a broken wire read low; the driver's fault line is an open collector and has a pull-up. Threads as in {@link PiPins}.
 */
final class Pi4jPins implements PiPins {
    /** Kept, or the level that is set on it would be forgotten. */
    private static final Logger LIBRARY = Logger.getLogger("com.pi4j");

    /** Makes a context. */
    interface ContextMaker {
        /** A new context. */
        Context make() throws RigException;
    }

    private record Input(DigitalInput line, int bit) {}

    private final PiSettings.Pins pins;
    private final ContextMaker contexts;
    private @Nullable Context context;
    private List<Input> inputs = List.of();
    private @Nullable DigitalOutput enable;
    private @Nullable DigitalOutput direction;
    private @Nullable DigitalOutput lamp;

    /** Nothing is taken yet. */
    Pi4jPins(PiSettings.Pins pins, ContextMaker contexts) {
        this.pins = pins;
        this.contexts = contexts;
    }

    /** A context on the lines of the board's header, found by their device. */
    static Context context(Path root) throws RigException {
        try {
            PiModel model = PiModel.detect(root)
                    .orElseThrow(() -> new RigException("this is no Raspberry Pi 4 or 5: it has no lines to drive"));
            DeviceFolder chips = DeviceFolder.gpio(root);
            Optional<Path> chip = chips.find(model.gpioDevice());
            if (chip.isEmpty()) {
                throw new RigException("no GPIO chip " + model.gpioDevice() + ": " + chips.describe()
                        + "; use the kernel of Raspberry Pi OS");
            }
            return Pi4J.newContextBuilder()
                    .noAutoDetect()
                    .disableShutdownHook()
                    .setGpioChipName(String.valueOf(chip.get().getFileName()))
                    .add(GpioDDigitalInputProvider.newInstance(), GpioDDigitalOutputProvider.newInstance())
                    .build();
        } catch (RigException e) {
            throw e;
        } catch (IOException | Pi4JException | GpioDException | LinkageError e) {
            throw new RigException("the GPIO lines cannot be used: " + e.getMessage());
        }
    }

    @Override
    public void open(Listener listener) throws RigException {
        LIBRARY.setLevel(Level.SEVERE);
        Context made = contexts.make();
        context = made;
        int line = pins.enable();
        try {
            enable = output(made, "enable", line);
            if (pins.direction().isPresent()) {
                line = pins.direction().get();
                direction = output(made, "direction", line);
            }
            if (pins.lamp().isPresent()) {
                line = pins.lamp().get();
                lamp = output(made, "lamp", line);
            }
            List<Input> taken = new ArrayList<>();
            line = pins.emergencyStop();
            taken.add(input(made, listener, "emergency-stop", line, EMERGENCY_STOP, PullResistance.PULL_DOWN));
            line = pins.limitLeft();
            taken.add(input(made, listener, "limit-left", line, LIMIT_LEFT, PullResistance.PULL_DOWN));
            line = pins.limitRight();
            taken.add(input(made, listener, "limit-right", line, LIMIT_RIGHT, PullResistance.PULL_DOWN));
            if (pins.driverFault().isPresent()) {
                line = pins.driverFault().get();
                taken.add(input(made, listener, "driver-fault", line, DRIVER_FAULT, PullResistance.PULL_UP));
            }
            inputs = List.copyOf(taken);
        } catch (Pi4JException | GpioDException | IllegalStateException e) {
            close();
            throw new RigException("GPIO" + line + " cannot be used: " + e.getMessage()
                    + "; see that nothing else holds it (gpioinfo) and that the user is in the group gpio");
        }
    }

    private static DigitalOutput output(Context context, String name, int line) {
        return context.create(DigitalOutput.newConfigBuilder(context)
                .id("plumb-" + name)
                .address(line)
                .initial(DigitalState.LOW)
                .shutdown(DigitalState.LOW));
    }

    private static Input input(
            Context context, Listener listener, String name, int line, int bit, PullResistance pull) {
        DigitalInput input = context.create(DigitalInput.newConfigBuilder(context)
                .id("plumb-" + name)
                .address(line)
                .pull(pull)
                .debounce(0L));
        input.addListener(event -> {
            if (event.state() != DigitalState.HIGH) {
                listener.tripped(bit);
            }
        });
        return new Input(input, bit);
    }

    @Override
    public int tripped() {
        int tripped = inputs.isEmpty() ? ALL : 0;
        for (int i = 0; i < inputs.size(); i++) {
            Input input = inputs.get(i);
            if (!high(input.line())) {
                tripped |= input.bit();
            }
        }
        return tripped;
    }

    private static boolean high(DigitalInput line) {
        try {
            return line.state() == DigitalState.HIGH;
        } catch (Pi4JException | GpioDException _) {
            // A line that cannot be read counts as tripped: that is the report.
            return false;
        }
    }

    @Override
    public boolean setEnabled(boolean enabled) {
        boolean set = set(enable, enabled);
        return (lamp == null || set(lamp, enabled)) && set;
    }

    @Override
    public boolean setForward(boolean forward) {
        return set(direction, forward);
    }

    private static boolean set(@Nullable DigitalOutput line, boolean high) {
        try {
            return line != null && line.state(high ? DigitalState.HIGH : DigitalState.LOW) != null;
        } catch (com.pi4j.io.exception.IOException | GpioDException _) {
            // The caller hears of it.
            return false;
        }
    }

    @Override
    public void close() {
        Context current = context;
        if (current == null) {
            return;
        }
        context = null;
        setEnabled(false);
        inputs = List.of();
        enable = null;
        direction = null;
        lamp = null;
        current.shutdown();
    }
}
