package plumb.runtime.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel says of one of this process's threads in {@code /proc/self/task}: the tests' second opinion. */
record KernelThread(int policy, int priority, String allowedCpus, String name) {
    static KernelThread of(int threadId) throws IOException {
        Path task = Path.of("/proc/self/task/" + threadId);
        String stat = Files.readString(task.resolve("stat"));
        // Fields are numbered from 1 in proc(5); the second one, the name in brackets, may hold spaces.
        String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return new KernelThread(
                Integer.parseInt(afterName[41 - 3]),
                Integer.parseInt(afterName[40 - 3]),
                field(task.resolve("status"), "Cpus_allowed_list"),
                field(task.resolve("status"), "Name"));
    }

    static long lockedKilobytes() throws IOException {
        return Long.parseLong(field(Path.of("/proc/self/status"), "VmLck").replace(" kB", ""));
    }

    private static String field(Path status, String name) throws IOException {
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElseThrow();
    }
}
