package plumb.cli;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Creates the commands and hands each what it prints to. */
final class CommandFactory implements IFactory {
    private final Terminal terminal;

    CommandFactory(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        if (type == RunCommand.class) {
            return type.cast(new RunCommand(terminal));
        }
        if (type == SelfTestCommand.class) {
            return type.cast(new SelfTestCommand(terminal));
        }
        if (type == SimulateCommand.class) {
            return type.cast(new SimulateCommand(terminal));
        }
        if (type == TuneCommand.class) {
            return type.cast(new TuneCommand(terminal));
        }
        if (type == CompareCommand.class) {
            return type.cast(new CompareCommand(terminal));
        }
        if (type == PlanCommand.class) {
            return type.cast(new PlanCommand(terminal));
        }
        if (type == LatencyCommand.class) {
            return type.cast(new LatencyCommand(terminal));
        }
        if (type == ReplayCommand.class) {
            return type.cast(new ReplayCommand(terminal));
        }
        if (type == ExportCommand.class) {
            return type.cast(new ExportCommand(terminal));
        }
        if (type == IdentifyCommand.class) {
            return type.cast(new IdentifyCommand(terminal));
        }
        if (type == HistoryCommand.class) {
            return type.cast(new HistoryCommand(terminal));
        }
        if (type == DoctorCommand.class) {
            return type.cast(new DoctorCommand(terminal));
        }
        if (type == TopCommand.class) {
            return type.cast(new TopCommand(terminal));
        }
        if (type == DashboardCommand.class) {
            return type.cast(new DashboardCommand(terminal));
        }
        if (type == FirmwareBuildCommand.class) {
            return type.cast(new FirmwareBuildCommand(terminal));
        }
        if (type == FirmwareFlashCommand.class) {
            return type.cast(new FirmwareFlashCommand(terminal));
        }
        if (type == FirmwareDescribeCommand.class) {
            return type.cast(new FirmwareDescribeCommand(terminal));
        }
        if (type == CalibrateCommand.class) {
            return type.cast(new CalibrateCommand(terminal));
        }
        return CommandLine.defaultFactory().create(type);
    }
}
