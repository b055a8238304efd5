package plumb.broker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** The files of the command's own broker: configuration, rules, users. Readable by their owner only. One thread. */
final class BrokerFiles {
    private final Path folder;

    private BrokerFiles(Path folder) {
        this.folder = folder;
    }

    /** Writes them into a folder that is made for them. */
    static BrokerFiles write(Path folder, String rig, BrokerAccess access) throws IOException {
        Files.createDirectories(folder);
        BrokerFiles files = new BrokerFiles(folder.toAbsolutePath());
        files.write("users", users(access));
        files.write("rules", rules(rig, access));
        files.write("mosquitto.conf", files.configuration(access));
        files.write("login", login(access));
        return files;
    }

    Path configuration() {
        return folder.resolve("mosquitto.conf");
    }

    Path users() {
        return folder.resolve("users");
    }

    /** For people: how to log in while the broker runs. */
    Path login() {
        return folder.resolve("login");
    }

    Path log() {
        return folder.resolve("mosquitto.log");
    }

    /** Plain, until {@code mosquitto_passwd -U} has hashed it. */
    private static List<String> users(BrokerAccess access) {
        return List.of(
                access.rigUser() + ":" + access.rigPassword(),
                access.viewerUser() + ":" + access.viewerPassword(),
                access.operatorUser() + ":" + access.operatorPassword());
    }

    private static List<String> rules(String rig, BrokerAccess access) {
        return List.of(
                "user " + access.rigUser(),
                "topic write plumb/v1/" + rig + "/#",
                "topic read plumb/v1/" + rig + "/command/#",
                "topic write homeassistant/device/" + rig + "/config",
                "topic write answers/#",
                "",
                "user " + access.viewerUser(),
                "topic read plumb/v1/#",
                "topic read homeassistant/#",
                "",
                "user " + access.operatorUser(),
                "topic read plumb/v1/#",
                "topic read homeassistant/#",
                "topic write plumb/v1/" + rig + "/command/#",
                "topic readwrite answers/#");
    }

    private List<String> configuration(BrokerAccess access) {
        String bound = "listener %d " + access.host();
        return List.of(
                "per_listener_settings false",
                "allow_anonymous false",
                "password_file " + users(),
                "acl_file " + folder.resolve("rules"),
                "persistence false",
                "log_dest stderr",
                "log_type error",
                "log_type warning",
                "log_timestamp_format %Y-%m-%dT%H:%M:%S",
                // Otherwise a broker that was started by root becomes another user, who may not read these files.
                "user " + System.getProperty("user.name"),
                "max_queued_messages 1000",
                "max_packet_size 65536",
                String.format(bound, access.tcpPort()),
                // A WebSocket listener of mosquitto 2.0 is heard on every interface, whatever it is told: nobody gets
                // in without a
                // password.
                "listener " + access.webSocketPort(),
                "protocol websockets");
    }

    private static List<String> login(BrokerAccess access) {
        return List.of(
                "# Valid while the broker runs.",
                "url " + access.tcpUrl(),
                "websocket " + access.webSocketUrl(),
                "viewer " + access.viewerUser() + " " + access.viewerPassword(),
                "operator " + access.operatorUser() + " " + access.operatorPassword());
    }

    private void write(String name, List<String> lines) throws IOException {
        Path file = folder.resolve(name);
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, lines, StandardCharsets.UTF_8, StandardOpenOption.WRITE);
    }

    /** Removes what would let somebody in. */
    void removeSecrets() throws IOException {
        Files.deleteIfExists(users());
        Files.deleteIfExists(login());
    }
}
