package plumb.runtime;

/** Counts cycles, overruns and missed periods of one phase against its own budget. Control thread; does not allocate. */
final class CycleCounter {
    private final OverrunBudget budget;
    private long cycles;
    private long overruns;
    private long missedPeriods;
    private boolean budgetKept = true;

    CycleCounter(OverrunBudget budget) {
        this.budget = budget;
    }

    /** One more cycle, after so many missed periods; says whether the budget holds. */
    boolean count(long missed, boolean overrun) {
        cycles++;
        missedPeriods += missed;
        overruns += overrun ? 1 : 0;
        boolean held = budget.cycle(missed);
        budgetKept &= held;
        return held;
    }

    long cycles() {
        return cycles;
    }

    LoopResult.Counts counts() {
        return new LoopResult.Counts(cycles, overruns, missedPeriods, budget.worstRun(), budgetKept);
    }
}
