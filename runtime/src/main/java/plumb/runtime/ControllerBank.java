package plumb.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import plumb.control.Controller;
import plumb.control.InternalState;
import plumb.model.StateView;

/**
 * The law that runs and others that are ready to follow it, in a fixed order that ends where it began. A switch happens
 * within one cycle and bumplessly: the law that follows is {@linkplain Controller#preset preset} to the force that acts.
 *
 * <p>Control thread only; does not allocate. {@link #runningName} may be called by any thread: it pairs with the volatile
 * write in {@link #force} and {@link #reset}.
 */
public final class ControllerBank implements Controller {
    private final String[] names;
    private final Controller[] laws;
    private final int[] states;
    private volatile int running;
    private boolean switching;
    private double actingForce;
    private int rehearsed;
    private long switches;

    /**
     * A bank whose first law runs.
     *
     * @param laws by name, in the order in which they follow each other
     * @throws IllegalArgumentException for no law at all
     */
    ControllerBank(Map<String, Controller> laws) {
        if (laws.isEmpty()) {
            throw new IllegalArgumentException("a bank of no laws");
        }
        this.names = laws.keySet().toArray(String[]::new);
        this.laws = laws.values().toArray(Controller[]::new);
        this.states = new int[this.laws.length];
        for (int i = 0; i < states.length; i++) {
            states[i] = this.laws[i].internalStates().size();
        }
    }

    /** Names of all laws, in their order. Any thread. */
    public List<String> names() {
        return List.of(names);
    }

    /** All laws, in their order. Housekeeping thread. */
    public List<Controller> laws() {
        return List.of(laws);
    }

    /** Name of the law that runs. Any thread. */
    public String runningName() {
        return names[running];
    }

    /** How often another law has followed since the last {@link #reset}. The control thread, or any after the loop has ended. */
    public long switches() {
        return switches;
    }

    /**
     * The next {@link #force} is that of the law that follows.
     *
     * @param force the force that acts already, N
     */
    void switchToNext(double force) {
        switching = true;
        actingForce = force;
    }

    /**
     * Runs one of the laws that wait, another at each call, and discards its force: what is compiled and in the caches before
     * it matters. A switch presets a law, so nothing of it stays.
     */
    void rehearse(StateView state) {
        rehearsed = following(rehearsed);
        if (rehearsed != running) {
            laws[rehearsed].preset(state, 0);
            laws[rehearsed].force(state);
        }
    }

    @Override
    public double force(StateView state) {
        int now = running;
        if (switching) {
            switching = false;
            now = following(now);
            laws[now].preset(state, actingForce);
            running = now;
            switches++;
        }
        return laws[now].force(state);
    }

    private int following(int law) {
        return law + 1 < laws.length ? law + 1 : 0;
    }

    /** Of the law that runs. */
    @Override
    public double surface() {
        return laws[running].surface();
    }

    /** Forgets everything; the first law runs. */
    @Override
    public void reset() {
        switching = false;
        rehearsed = 0;
        running = 0;
        switches = 0;
        for (Controller law : laws) {
            law.reset();
        }
    }

    /** Of the law that runs. */
    @Override
    public void preset(StateView state, double force) {
        laws[running].preset(state, force);
    }

    /** The number of the law that runs, then those of every law, their names led by the law's. */
    @Override
    public List<InternalState> internalStates() {
        List<InternalState> all = new ArrayList<>();
        all.add(new InternalState("running", "", "number of the law that runs: " + numbered()));
        for (int i = 0; i < laws.length; i++) {
            for (InternalState state : laws[i].internalStates()) {
                all.add(new InternalState(names[i] + "." + state.name(), state.unit(), state.text()));
            }
        }
        return List.copyOf(all);
    }

    private String numbered() {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            words.add(i + " " + names[i]);
        }
        return String.join(", ", words);
    }

    @Override
    public void copyInternalStates(double[] values, int from) {
        values[from] = running;
        int at = from + 1;
        for (int i = 0; i < laws.length; i++) {
            laws[i].copyInternalStates(values, at);
            at += states[i];
        }
    }
}
