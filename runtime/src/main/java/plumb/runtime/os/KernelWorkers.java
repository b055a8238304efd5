package plumb.runtime.os;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets the kernel's own workers carry the bytes of a serial port or pseudo terminal in real time. What comes in at a terminal is
 * handed to its reader by a worker of the kernel, a thread {@code kworker/u...} of the normal class: on a busy machine it waits
 * behind everything else for tens of milliseconds, whatever priority reader and writer have. While this is open those workers are
 * {@code SCHED_FIFO} below the loop; new ones are looked for every second. Afterwards they are what they were.
 *
 * <p>Needs the right to schedule the kernel's threads, which root has outside a container; where it is missing, or no worker is to be
 * seen, nothing is changed. Any thread.
 */
public final class KernelWorkers implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final String NAME = "kworker/u";
    /** Of {@code /proc/PID/stat}, counted from the one after the name in parentheses. */
    private static final int NICE = 16;

    private static final int POLICY = 38;

    private final Path processes;
    private final Scheduler scheduler;
    private final int priority;
    private final Set<Integer> raised = new HashSet<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread watch;

    /** Schedules a thread of the kernel; below zero where it may not. */
    interface Scheduler {
        int schedule(int thread, int policy, int priority);
    }

    private KernelWorkers(Path processes, Scheduler scheduler, int priority) {
        this.processes = processes;
        this.scheduler = scheduler;
        this.priority = priority;
        this.watch = Thread.ofPlatform().name("kernel-workers").daemon().unstarted(this::keepLooking);
    }

    /**
     * Raises the workers that there are, and those to come.
     *
     * @param priority real-time priority; 0 changes nothing
     */
    public static KernelWorkers raise(int priority) {
        return raise(Path.of("/proc"), Posix::schedule, priority);
    }

    static KernelWorkers raise(Path processes, Scheduler scheduler, int priority) {
        KernelWorkers workers = new KernelWorkers(processes, scheduler, priority);
        if (priority > 0) {
            workers.look();
            workers.watch.start();
        }
        return workers;
    }

    /** How many workers it has raised so far. */
    public int raised() {
        synchronized (raised) {
            return raised.size();
        }
    }

    private void keepLooking() {
        try {
            while (!closing.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void look() {
        synchronized (raised) {
            if (closing.getCount() == 0) {
                return;
            }
            try (DirectoryStream<Path> all = Files.newDirectoryStream(processes, "[0-9]*")) {
                for (Path process : all) {
                    if (isOrdinaryWorker(process)) {
                        int id = Integer.parseInt(process.getFileName().toString());
                        if (scheduler.schedule(id, Posix.SCHED_FIFO, priority) >= 0) {
                            raised.add(id);
                        }
                    }
                }
            } catch (IOException | DirectoryIteratorException _) {
                // Looked at again in a second. Those raised so far stay known: they are to be let down in the end.
            }
        }
    }

    /** Whether it is a worker that nobody has given another priority; one that has just ended is none. */
    private static boolean isOrdinaryWorker(Path process) {
        String stat;
        try {
            stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return false;
        }
        int name = stat.indexOf('(') + 1;
        if (!stat.startsWith(NAME, name)) {
            return false;
        }
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return fields.length > POLICY && fields[NICE].equals("0") && fields[POLICY].equals("0");
    }

    @Override
    public void close() {
        closing.countDown();
        synchronized (raised) {
            // The kernel does not use a number again so soon; a worker that has ended is no longer there.
            raised.forEach(id -> scheduler.schedule(id, Posix.SCHED_OTHER, 0));
            raised.clear();
        }
    }
}
