package plumb.cli;

import java.util.Locale;
import plumb.config.RigConfig;
import plumb.readiness.GateResult;
import plumb.readiness.Verdict;

/** A verdict as one self-contained HTML page: no script, nothing fetched, everything escaped. */
final class SelfTestPage {
    private static final String STYLE = """
            :root { color-scheme: light dark; --good: #1a7f37; --bad: #cf222e; --warn: #9a6700; --line: #8884; }
            @media (prefers-color-scheme: dark) { :root { --good: #3fb950; --bad: #f85149; --warn: #d29922; } }
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
            h1 { font-size: 1.5rem; margin: 0 0 .25rem; }
            .good { color: var(--good); } .bad { color: var(--bad); } .warn { color: var(--warn); }
            .score { font-size: 1.2rem; margin: 0 0 1rem; }
            table { border-collapse: collapse; width: 100%; }
            th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid var(--line); }
            td.figure { white-space: nowrap; text-align: right; font-variant-numeric: tabular-nums; }
            .id, .evidence, dl { font-size: .85rem; opacity: .8; } .evidence { overflow-wrap: anywhere; }
            .remedy { font-weight: 600; } dt { float: left; clear: left; width: 9rem; }
            dd { margin: 0 0 0 9rem; font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
            """;

    private SelfTestPage() {}

    static String of(Verdict verdict, BuildInfo build, RigConfig config) {
        StringBuilder page = new StringBuilder(
                        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
                .append(escaped(
                        "Self-test of " + config.name() + ": " + verdict.level().id()))
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<h1>Self-test of ")
                .append(escaped(config.name()))
                .append(": <span class=\"")
                .append(verdict.ready() ? "good" : verdict.permitsRun() ? "warn" : "bad")
                .append("\">")
                .append(escaped(verdict.level().id()))
                .append("</span></h1>\n<p class=\"score\">Score ")
                .append(Checklist.number(verdict.score()))
                .append(
                        " of 100</p>\n<table>\n<thead><tr><th>Result</th><th>Gate</th><th>Measured</th><th>Asked</th></tr>")
                .append("</thead>\n<tbody>\n");
        verdict.results().forEach(result -> row(page, result));
        page.append("</tbody>\n</table>\n<dl>\n");
        entry(page, "tested at", verdict.testedAt().toString());
        entry(page, "mode", verdict.mode().id());
        entry(page, "verdict", verdict.verdictId());
        entry(page, "configuration", verdict.binding().configSha256());
        entry(
                page,
                "build",
                build.version() + " " + build.commit() + " " + verdict.binding().buildSha256());
        entry(page, "rig", verdict.binding().rigKind() + " " + verdict.binding().rigIdentity());
        verdict.waivers()
                .forEach(waiver ->
                        entry(page, "waived", waiver.gate() + " by " + waiver.grantedBy() + ": " + waiver.reason()));
        return page.append("</dl>\n</body>\n</html>\n").toString();
    }

    private static void row(StringBuilder page, GateResult result) {
        String tone = result.passed() ? "good" : result.gate().critical() ? "bad" : "warn";
        page.append("<tr><td class=\"")
                .append(tone)
                .append("\">")
                .append(escaped(result.status().id()))
                .append("</td><td>")
                .append(escaped(result.gate().title()))
                .append(" <span class=\"id\">")
                .append(escaped(result.gate().id() + (result.gate().critical() ? ", critical" : "")))
                .append(String.format(
                        Locale.ROOT,
                        ", weight %s</span>",
                        Checklist.number(result.gate().weight())));
        if (!result.passed()) {
            page.append("<div>")
                    .append(escaped(result.reason()))
                    .append("</div><div class=\"remedy\">")
                    .append(escaped(result.gate().remedy()))
                    .append("</div>");
        }
        page.append("<div class=\"evidence\">")
                .append(escaped(result.evidence()))
                .append("</div></td><td class=\"figure\">")
                .append(
                        result.value().isPresent()
                                ? Checklist.number(result.value().getAsDouble())
                                : "not measured")
                .append("</td><td class=\"figure\">")
                .append(escaped(result.gate().comparison().symbol() + " "
                        + Checklist.number(result.gate().threshold()) + " "
                        + result.gate().unit()))
                .append("</td></tr>\n");
    }

    private static void entry(StringBuilder page, String name, String value) {
        page.append("<dt>")
                .append(escaped(name))
                .append("</dt><dd>")
                .append(escaped(value))
                .append("</dd>\n");
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
