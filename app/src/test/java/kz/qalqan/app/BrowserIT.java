package kz.qalqan.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import kz.qalqan.plan.PlanReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator at a real browser: signs in, sees an alert appear, acknowledges it with a note. */
class BrowserIT {
    private static final double PATIENCE_MS = 20_000;
    private static final List<String> CHROMIUM_FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    @TempDir
    private Path data;

    @Test
    void theOperatorSeesAnAlertAppearAndAcknowledgesIt() {
        Path chromium = Tools.require("chromium");
        SteadyClock clock = new SteadyClock(InstantSource.system(), System::nanoTime);
        try (RunningService service = RunningService.start(data, PlanReader.shipped("karaganda-1"), clock);
                Playwright playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                Browser browser = playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(chromium)
                                .setArgs(CHROMIUM_FLAGS))) {
            Page page = browser.newPage();
            page.setDefaultTimeout(PATIENCE_MS);
            page.navigate(service.url());
            assertThat(page.getByTestId("simulation")).isVisible();
            signIn(page);
            assertThat(page.getByTestId("simulation")).isVisible();

            service.publish("mine/karaganda-1/face-3/GA-07/telemetry", "{\"values\":{\"ch4\":1.62}}");
            Locator row = page.locator("[data-testid=alert-row][data-key='karaganda-1:ch4-cut:GA-07:ch4']");
            assertThat(row).isVisible();
            assertThat(row).hasAttribute("data-state", "unacknowledged");

            row.click();
            assertThat(page.getByTestId("trend")).isVisible();
            assertThat(page.getByTestId("limit-line").first()).isVisible();
            page.getByTestId("ack-button").first().click();
            page.getByTestId("ack-note").fill("power is off, people are out");
            page.getByTestId("ack-send").click();
            assertThat(row).hasAttribute("data-state", "acknowledged");
        }
    }

    @Test
    void theFieldEngineerReplaysWhatWasRefusedFromThePage() {
        Path chromium = Tools.require("chromium");
        SteadyClock clock = new SteadyClock(InstantSource.system(), System::nanoTime);
        try (RunningService service = RunningService.start(data, PlanReader.shipped("karaganda-1"), clock);
                Playwright playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                Browser browser = playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(chromium)
                                .setArgs(CHROMIUM_FLAGS))) {
            service.publish("mine/karaganda-1/face-3/GA-99/telemetry", "{\"values\":{\"co\":3}}");
            RunningService.await()
                    .until(() ->
                            service.get("/api/v1/quarantine").get("messages").size() == 1);
            Page page = browser.newPage();
            page.setDefaultTimeout(PATIENCE_MS);
            page.navigate(service.url());
            signIn(page);
            page.locator("nav button[aria-keyshortcuts='5']").click();
            Locator row = page.locator("tr[data-reason=device-unknown]");
            assertThat(row).isVisible();
            row.locator("button").click();
            assertThat(page.locator(".answer-line")).containsText("device-unknown: device 'GA-99'");
            page.getByTestId("replay-all").click();
            assertThat(page.locator(".answer-line")).containsText("1");
        }
    }

    private static void signIn(Page page) {
        page.getByTestId("sign-in-user").fill("admin");
        page.getByTestId("sign-in-password").fill(RunningService.PASSWORD);
        page.getByTestId("sign-in-submit").click();
        assertThat(page.getByTestId("link-state")).isVisible();
    }
}
