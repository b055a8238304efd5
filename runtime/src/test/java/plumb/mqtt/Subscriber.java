package plumb.mqtt;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real {@code mosquitto_sub} that keeps what it hears. */
final class Subscriber implements AutoCloseable {
    /** One message as it arrived. */
    record Heard(String topic, boolean retained, int qos, String payload) {}

    private final Process process;
    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final Thread reader;

    private Subscriber(Process process) {
        this.process = process;
        this.reader = Thread.ofPlatform().daemon().start(this::read);
    }

    /** Hears everything at the broker from now on. */
    static Subscriber start(int port, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "mosquitto_sub",
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(port),
                "-V",
                "5",
                "-q",
                "1",
                "-t",
                "#",
                "-F",
                "%t\t%r\t%q\t%p"));
        command.addAll(List.of(more));
        return new Subscriber(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] parts = line.split("\t", 4);
                if (parts.length == 4) {
                    heard.add(new Heard(parts[0], parts[1].equals("1"), Integer.parseInt(parts[2]), parts[3]));
                }
            }
        } catch (IOException _) {
            // The subscriber was closed.
        }
    }

    List<Heard> heard() {
        return heard;
    }

    List<Heard> heard(String topic) {
        return heard.stream().filter(message -> message.topic().equals(topic)).toList();
    }

    boolean heard(String topic, String payload) {
        return heard.stream()
                .anyMatch(m -> m.topic().equals(topic) && m.payload().equals(payload));
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
