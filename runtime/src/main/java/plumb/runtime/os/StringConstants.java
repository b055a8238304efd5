package plumb.runtime.os;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the text constants of all classes that are in use, so that none is made while the loop runs. Any thread; takes some ten
 * milliseconds the first time.
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

    private static final Set<String> DONE = ConcurrentHashMap.newKeySet();

    private StringConstants() {}

    /**
     * Resolves the text constants of every class of the class path that is initialised by now.
     *
     * @return why that is not possible; empty when it was done
     */
    static Optional<String> resolve() {
        ClassLoader loader = StringConstants.class.getClassLoader();
        try {
            Access access = new Access();
            for (String name : ClassNames.ALL) {
                if (!DONE.contains(name)) {
                    Class<?> ready = access.initialised(loader, name);
                    if (ready != null) {
                        access.resolve(ready);
                        DONE.add(name);
                    }
                }
            }
            return Optional.empty();
        } catch (InvocationTargetException e) {
            return Optional.of(String.valueOf(e.getCause()));
        } catch (ReflectiveOperationException | RuntimeException e) {
            return Optional.of(e.toString());
        }
    }

    /** The classes of the class path, by their names; read once, when they are first asked for. */
    private static final class ClassNames {
        static final Set<String> ALL = read(System.getProperty("java.class.path", ""));

        private static Set<String> read(String classPath) {
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

        Access() throws ReflectiveOperationException {
            findLoadedClass.setAccessible(true);
            constantPool =
                    Class.forName("jdk.internal.access.JavaLangAccess").getMethod("getConstantPool", Class.class);
            Class<?> pool = Class.forName("jdk.internal.reflect.ConstantPool");
            size = pool.getMethod("getSize");
            tag = pool.getMethod("getTagAt", int.class);
            text = pool.getMethod("getStringAt", int.class);
        }

        private static Object staticResult(String type, String method) throws ReflectiveOperationException {
            return Class.forName(type).getMethod(method).invoke(null);
        }

        /**
         * The class of a name; {@code null} where it is not loaded, or not initialised. The methods of such a class do not run, and
         * the virtual machine has no room for its texts before it is linked: asked for them it would crash.
         */
        @Nullable
        Class<?> initialised(ClassLoader loader, String name) throws ReflectiveOperationException {
            Class<?> loaded = (Class<?>) findLoadedClass.invoke(loader, name);
            return loaded == null || (boolean) shouldBeInitialized.invoke(unsafe, loaded) ? null : loaded;
        }

        void resolve(Class<?> initialised) throws ReflectiveOperationException {
            Object pool = constantPool.invoke(language, initialised);
            int entries = (int) size.invoke(pool);
            for (int i = 0; i < entries; i++) {
                if (isText(pool, i)) {
                    text.invoke(pool, i);
                }
            }
        }

        private boolean isText(Object pool, int index) throws ReflectiveOperationException {
            try {
                return String.valueOf(tag.invoke(pool, index)).equals("STRING");
            } catch (InvocationTargetException e) {
                if (e.getCause() instanceof IllegalArgumentException) {
                    // A kind that the accessor has no name for: a constant that is computed. It is no text.
                    return false;
                }
                throw e;
            }
        }
    }
}
