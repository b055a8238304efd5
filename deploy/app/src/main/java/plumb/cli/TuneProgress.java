package plumb.cli;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.DoubleAccumulator;
import java.util.function.BooleanSupplier;
import plumb.tuning.SearchListener;

/** How far a search has come, as one live line. Any thread. */
final class TuneProgress implements SearchListener {
    private final String controller;
    private final int all;
    private final BooleanSupplier stop;
    private final AtomicInteger done = new AtomicInteger();
    private final DoubleAccumulator best = new DoubleAccumulator(Math::min, Double.POSITIVE_INFINITY);
    private final long began = System.nanoTime();

    TuneProgress(String controller, int all, BooleanSupplier stop) {
        this.controller = controller;
        this.all = all;
        this.stop = stop;
    }

    @Override
    public void evaluated(double cost) {
        if (!Double.isNaN(cost)) {
            best.accumulate(cost);
        }
        done.incrementAndGet();
    }

    @Override
    public boolean stopped() {
        return stop.getAsBoolean();
    }

    String line() {
        int now = done.get();
        double seconds = (System.nanoTime() - began) * 1e-9;
        String least = Double.isFinite(best.get()) ? String.format(Locale.ROOT, "  best %.4f", best.get()) : "";
        return ProgressBar.of("tuning " + controller, Math.min(now, all), all)
                + String.format(Locale.ROOT, "%s  %.0f s", least, seconds);
    }
}
