package plumb.runtime.os;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Objects;

/** What a service manager hears: a datagram socket of Perl, whose lines come out of its pipe. One thread. */
final class NotifySocket implements AutoCloseable {
    private static final String PROGRAM = """
            use Socket; $| = 1; my $name = $ARGV[0]; $name =~ s/^@/\\0/;
            socket(S, AF_UNIX, SOCK_DGRAM, 0) or die $!; bind(S, pack_sockaddr_un($name)) or die $!;
            print "listening\\n"; my $m; while (defined recv(S, $m, 4096, 0)) { print $m }
            """;

    private final Process perl;
    private final BufferedReader lines;

    NotifySocket(String name) throws IOException {
        perl = new ProcessBuilder("perl", "-e", PROGRAM, name)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        lines = perl.inputReader();
        if (!"listening".equals(lines.readLine())) {
            throw new IOException("no socket " + name);
        }
    }

    /** Waits for the next line. */
    String line() throws IOException {
        return Objects.requireNonNull(lines.readLine());
    }

    long pid() {
        return perl.pid();
    }

    @Override
    public void close() {
        perl.destroyForcibly();
    }
}
