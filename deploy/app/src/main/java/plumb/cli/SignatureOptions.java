package plumb.cli;

import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import plumb.config.RigConfig;

/** A second person's word before a run: {@code --require-signature}, {@code --verdict}. */
final class SignatureOptions {
    @Option(
            names = "--require-signature",
            paramLabel = "PUB",
            description = "Runs only on a verdict that the owner of this key has signed, beside its own self-test:"
                    + " a PEM file with the public key of plumb selftest --sign.")
    private @Nullable Path key;

    @Option(
            names = "--verdict",
            paramLabel = "FILE",
            description = "With --require-signature: that verdict. Default: " + VerdictFile.DEFAULT + ".")
    private @Nullable Path file;

    /** Reads what is required; empty where nothing is. */
    Optional<HandedVerdict> read(RigConfig config) throws UsageException {
        if (key == null) {
            if (file != null) {
                throw new UsageException("--verdict " + file + " is for --require-signature, which is not there");
            }
            return Optional.empty();
        }
        PublicKey required = LabKeys.verifying("--require-signature", key);
        String history = config.history()
                .file()
                .orElseThrow(() -> new UsageException(
                        "--require-signature needs a history, which remembers the verdicts that were used;"
                                + " history.file is none"));
        Path handed = file == null ? Path.of(VerdictFile.DEFAULT) : file;
        return Optional.of(
                new HandedVerdict(handed, VerdictFile.bytes("--verdict", handed), required, key, Path.of(history)));
    }
}
