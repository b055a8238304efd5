package plumb.runtime.os;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the text constants of the classes that are in use, so that none is made while the loop runs: of those of the class path, of
 * those that they name, and so on into Java's own. Any thread; takes some hundred milliseconds the first time and some ten after
 * that. One for the program, as the constants are.
 *
 * <p>When a thread is the one to ask for a method's first optimised compilation, HotSpot resolves <em>all</em> text constants of
 * the method's class on that thread ({@code CompileBroker::compile_method} calls
 * {@code ConstantPool::resolve_string_constants}), those of error messages among them: the control thread would allocate some
 * hundred bytes although nothing in its code does. What is resolved already costs it nothing.
 *
 * <p>Java has no public way to a class's constants; this one goes through {@code jdk.internal.access} and
 * {@code jdk.internal.reflect}, which must be exported to it.
 */
final class StringConstants {
    /** What a Java must be started with. */
    static final String EXPORTS = "--add-exports=java.base/jdk.internal.access=ALL-UNNAMED"
            + " --add-exports=java.base/jdk.internal.reflect=ALL-UNNAMED --add-opens=java.base/java.lang=ALL-UNNAMED"
            + " --add-opens=java.base/jdk.internal.misc=ALL-UNNAMED";

    private static final String CLASS = ".class";

    private static final StringConstants ALL = new StringConstants();

    private final Set<Class<?>> seen = new HashSet<>();
    private final Deque<Class<?>> unread = new ArrayDeque<>();
    private final Set<String> notLoaded = new LinkedHashSet<>();
    private final List<Class<?>> notInitialised = new ArrayList<>();
    private final List<Naming> notLoadedNamed = new ArrayList<>();
    private final @Nullable Access access;
    private Optional<String> refusal;

    /** A place in a class's constants that names another. */
    private record Naming(Object pool, int index) {}

    private StringConstants() {
        Access way = null;
        Optional<String> closed = Optional.empty();
        try {
            way = new Access();
            notLoaded.addAll(ClassNames.read(System.getProperty("java.class.path", "")));
        } catch (ReflectiveOperationException | RuntimeException e) {
            closed = Optional.of(reason(e));
        }
        access = way;
        refusal = closed;
    }

    /**
     * Resolves the text constants of every class that is initialised by now and can be reached from a class of the class path. No
     * class is asked twice which others it names.
     *
     * @return why that is not possible; empty when it was done
     */
    static Optional<String> resolve() {
        return ALL.goOn();
    }

    /** Once it has failed in mid-way it is not known what is done and what is not; it then fails for good. */
    private synchronized Optional<String> goOn() {
        Access way = access;
        if (refusal.isEmpty() && way != null) {
            try {
                goOn(way);
            } catch (ReflectiveOperationException | RuntimeException e) {
                refusal = Optional.of(reason(e));
            }
        }
        return refusal;
    }

    private static String reason(Exception e) {
        return e instanceof InvocationTargetException ? String.valueOf(e.getCause()) : e.toString();
    }

    private void goOn(Access access) throws ReflectiveOperationException {
        ClassLoader loader = StringConstants.class.getClassLoader();
        for (Iterator<String> names = notLoaded.iterator(); names.hasNext(); ) {
            Class<?> loaded = access.loaded(loader, names.next());
            if (loaded != null) {
                names.remove();
                add(loaded);
            }
        }
        List<Naming> named = List.copyOf(notLoadedNamed);
        notLoadedNamed.clear();
        for (Naming naming : named) {
            follow(access, naming);
        }
        while (!unread.isEmpty()) {
            Class<?> next = unread.remove();
            notInitialised.add(next);
            Object pool = access.pool(next);
            for (int index : access.namings(pool)) {
                follow(access, new Naming(pool, index));
            }
        }
        List<Class<?>> waiting = List.copyOf(notInitialised);
        notInitialised.clear();
        for (Class<?> each : waiting) {
            if (access.isInitialised(each)) {
                access.resolveTexts(access.pool(each));
            } else {
                notInitialised.add(each);
            }
        }
    }

    private void follow(Access access, Naming naming) throws ReflectiveOperationException {
        Class<?> named = access.named(naming.pool, naming.index);
        if (named == null) {
            notLoadedNamed.add(naming);
        } else if (!named.isArray()) {
            add(named);
        }
    }

    private void add(Class<?> loaded) {
        if (seen.add(loaded)) {
            unread.add(loaded);
        }
    }

    /** The classes of a class path, by their names. */
    private static final class ClassNames {
        private ClassNames() {}

        static Set<String> read(String classPath) {
            Set<String> names = new LinkedHashSet<>();
            for (String element : classPath.split(File.pathSeparator, -1)) {
                Path path = Path.of(element);
                try {
                    if (Files.isDirectory(path)) {
                        addFolder(path, names);
                    } else if (Files.isRegularFile(path)) {
                        addJar(path, names);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return names;
        }

        private static void addFolder(Path folder, Set<String> names) throws IOException {
            try (Stream<Path> files = Files.walk(folder)) {
                files.forEach(file -> add(folder.relativize(file).toString(), names));
            }
        }

        private static void addJar(Path jar, Set<String> names) throws IOException {
            try (JarFile file = new JarFile(jar.toFile(), false)) {
                Enumeration<JarEntry> entries = file.entries();
                while (entries.hasMoreElements()) {
                    add(entries.nextElement().getName(), names);
                }
            }
        }

        private static void add(String file, Set<String> names) {
            if (file.endsWith(CLASS)) {
                names.add(file.substring(0, file.length() - CLASS.length()).replace('/', '.'));
            }
        }
    }

    /** The way into the virtual machine. */
    private static final class Access {
        private final Object unsafe = staticResult("jdk.internal.misc.Unsafe", "getUnsafe");
        private final Method shouldBeInitialized =
                Class.forName("jdk.internal.misc.Unsafe").getMethod("shouldBeInitialized", Class.class);
        private final Method findLoadedClass = ClassLoader.class.getDeclaredMethod("findLoadedClass", String.class);
        private final Object language = staticResult("jdk.internal.access.SharedSecrets", "getJavaLangAccess");
        private final Method constantPool;
        private final Method size;
        private final Method tag;
        private final Method text;
        private final Method classIfLoaded;
        private final Object textTag;
        private final Object classTag;

        Access() throws ReflectiveOperationException {
            findLoadedClass.setAccessible(true);
            constantPool =
                    Class.forName("jdk.internal.access.JavaLangAccess").getMethod("getConstantPool", Class.class);
            Class<?> pool = Class.forName("jdk.internal.reflect.ConstantPool");
            size = pool.getMethod("getSize");
            tag = pool.getMethod("getTagAt", int.class);
            text = pool.getMethod("getStringAt", int.class);
            classIfLoaded = pool.getMethod("getClassAtIfLoaded", int.class);
            textTag = tagNamed(tag.getReturnType(), "STRING");
            classTag = tagNamed(tag.getReturnType(), "CLASS");
        }

        private static Object tagNamed(Class<?> tags, String name) throws ReflectiveOperationException {
            for (Object each : tags.getEnumConstants()) {
                if (each.toString().equals(name)) {
                    return each;
                }
            }
            throw new NoSuchFieldException(name);
        }

        private static Object staticResult(String type, String method) throws ReflectiveOperationException {
            return Class.forName(type).getMethod(method).invoke(null);
        }

        /** The class of a name; {@code null} where it is not loaded. */
        @Nullable
        Class<?> loaded(ClassLoader loader, String name) throws ReflectiveOperationException {
            return (Class<?>) findLoadedClass.invoke(loader, name);
        }

        /**
         * Whether a class may be asked for its texts. The methods of one that is not initialised do not run, and before it is linked
         * the virtual machine has no room for its texts: asked for them it would crash.
         */
        boolean isInitialised(Class<?> loaded) throws ReflectiveOperationException {
            return !(boolean) shouldBeInitialized.invoke(unsafe, loaded);
        }

        /** The constants of a class. */
        Object pool(Class<?> loaded) throws ReflectiveOperationException {
            return constantPool.invoke(language, loaded);
        }

        /** Where a class names others. */
        int[] namings(Object pool) throws ReflectiveOperationException {
            return places(pool, classTag);
        }

        /** The class that is named there; {@code null} where it is not loaded. */
        @Nullable
        Class<?> named(Object pool, int index) throws ReflectiveOperationException {
            return (Class<?>) classIfLoaded.invoke(pool, index);
        }

        void resolveTexts(Object pool) throws ReflectiveOperationException {
            for (int index : places(pool, textTag)) {
                text.invoke(pool, index);
            }
        }

        private int[] places(Object pool, Object kind) throws ReflectiveOperationException {
            int entries = (int) size.invoke(pool);
            int[] places = new int[entries];
            int count = 0;
            for (int i = 1; i < entries; i++) {
                if (kind.equals(kindOf(pool, i))) {
                    places[count++] = i;
                }
            }
            return Arrays.copyOf(places, count);
        }

        /** The kind of a constant; {@code null} where the accessor has no name for it: one that is computed. It is no text. */
        private @Nullable Object kindOf(Object pool, int index) throws ReflectiveOperationException {
            try {
                return tag.invoke(pool, index);
            } catch (InvocationTargetException e) {
                if (e.getCause() instanceof IllegalArgumentException) {
                    return null;
                }
                throw e;
            }
        }
    }
}
