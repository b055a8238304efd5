package plumb.config;

import java.util.List;

/** A swing-up plan: the name of a built-in one, or the path of a file that {@code plumb plan} wrote. */
record PlanType() implements ValueType<String> {
    private static final List<String> BUILT_IN = List.of("lab", "benchmark");
    private static final String SUFFIX = ".csv";
    private static final int LONGEST = 500;

    @Override
    public String parse(String text) throws ConfigException {
        boolean file = text.endsWith(SUFFIX)
                && text.length() > SUFFIX.length()
                && text.length() <= LONGEST
                && text.codePoints().noneMatch(Character::isISOControl);
        if (!file && !BUILT_IN.contains(text)) {
            throw new ConfigException("not a plan; allowed: " + allowed());
        }
        return text;
    }

    @Override
    public String format(String value) {
        return value;
    }

    @Override
    public String allowed() {
        return "lab, benchmark, or the path of a file that ends in .csv";
    }
}
