package plumb.evidence;

/**
 * Coverage of one type by the tests of its own module. Immutable; any thread.
 *
 * @param module it belongs to
 * @param type full name; nested types after a dot
 * @param coverage what was reached
 */
record TypeCoverage(String module, String type, Coverage coverage) {
    /** Whether it is the type of that name, or nested in it. */
    boolean belongsTo(String name) {
        return type.equals(name) || type.startsWith(name + ".");
    }

    String packageName() {
        return type.substring(0, packageEnd());
    }

    /** The part before the first capital: package names have none. */
    private int packageEnd() {
        int start = 0;
        while (!Character.isUpperCase(type.charAt(start))) {
            start = type.indexOf('.', start) + 1;
        }
        return start - 1;
    }
}
