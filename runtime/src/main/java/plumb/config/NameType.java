package plumb.config;

import java.util.regex.Pattern;

/** A name that is safe in topics, paths and reports. */
record NameType() implements ValueType<String> {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    @Override
    public String parse(String text) throws ConfigException {
        if (!NAME.matcher(text).matches()) {
            throw new ConfigException("not a name; allowed: " + allowed());
        }
        return text;
    }

    @Override
    public String format(String value) {
        return value;
    }

    @Override
    public String allowed() {
        return "1 to 40 of a-z, 0-9 and -, the first not -";
    }
}
