package dev.deputy.example.notes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.function.Predicate;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** One person's browser: a headless Chromium with a profile of its own, looking at the page of the notes example. */
final class Browser implements AutoCloseable {

    static final long PHONE_WIDTH = 390; // CSS pixels

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    static Browser open() {
        return new Browser(start());
    }

    private static ChromeDriver start() {
        ChromeOptions options = new ChromeOptions();
        options.addArguments(
                "--headless=new",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update");
        if ("root".equals(System.getProperty("user.name"))) {
            options.addArguments("--no-sandbox"); // Chromium's sandbox refuses to run as root
        }
        var service = new ChromeDriverService.Builder().withTimeout(PATIENCE);
        if (Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER)) {
            options.setBinary(CHROMIUM.toFile());
            service.usingDriverExecutable(DRIVER.toFile());
        }
        try {
            return new ChromeDriver(service.build(), options);
        } catch (WebDriverException e) {
            throw new AssertionError(
                    "The tests of the page need a browser. Install Chromium with its driver (Debian and Ubuntu:"
                            + " apt-get install chromium chromium-driver), or Google Chrome.",
                    e);
        }
    }

    /** Opens the page as somebody who has never been there, in a window of a desktop's size. */
    void visit(int port) {
        resize(1280, 900, false);
        String page = "http://localhost:" + port + "/";
        driver.get(page);
        driver.executeScript("localStorage.clear()");
        driver.get(page);
    }

    void reload() {
        driver.navigate().refresh();
    }

    void bePhone() {
        resize(PHONE_WIDTH, 844, true);
    }

    private void resize(long width, long height, boolean phone) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", phone ? 2 : 1, "mobile", phone));
    }

    void signUp(String fullName, String email, String password) {
        choose("sign-up");
        type("sign-up-name", fullName);
        type("sign-up-email", email);
        type("sign-up-password", password);
        press("#sign-up button");
    }

    void signIn(String email, String password) {
        choose("sign-in");
        type("sign-in-email", email);
        type("sign-in-password", password);
        press("#sign-in button");
    }

    private void choose(String door) {
        shown("#welcome");
        // The radio button itself is invisible; a person clicks on its label.
        driver.findElement(By.xpath("//label[input[@value='" + door + "']]")).click();
    }

    void addNote(String body) {
        type("note-body", body);
        press("#add-note button");
        waitFor("a note that says " + body, b -> b.driver.findElements(By.cssSelector("#notes .note p")).stream()
                .anyMatch(note -> note.getText().equals(body)));
    }

    void type(String id, String text) {
        WebElement field = shown("#" + id);
        field.clear();
        field.sendKeys(text);
    }

    void press(String selector) {
        shown(selector).click();
    }

    /** Waits until the element shows a text that fits. */
    void see(String selector, Predicate<String> fits) {
        waitFor(selector + " with the expected text", b -> fits.test(b.text(selector)));
    }

    /** Waits until there is no such element. */
    void awaitNone(String selector) {
        waitFor("no " + selector, b -> b.count(selector) == 0);
    }

    /** The text that a person can see there, or nothing where the element is hidden. */
    String text(String selector) {
        return driver.findElement(By.cssSelector(selector)).getText();
    }

    int count(String selector) {
        return driver.findElements(By.cssSelector(selector)).size();
    }

    Object evaluate(String expression, Object... arguments) {
        Object value = driver.executeScript("return " + expression, arguments);
        if (value == null) {
            throw new AssertionError(expression + " is null");
        }
        return value;
    }

    private WebElement shown(String selector) {
        waitFor(selector, b -> b.driver.findElement(By.cssSelector(selector)).isDisplayed());
        return driver.findElement(By.cssSelector(selector));
    }

    private void waitFor(String what, Predicate<Browser> condition) {
        new WebDriverWait(driver, PATIENCE, Duration.ofMillis(50))
                .ignoring(StaleElementReferenceException.class)
                .withMessage(() -> "waiting for " + what + "; the page shows:\n" + text("main"))
                .until(d -> condition.test(this));
    }

    /** A picture of the whole page, for people to look at: target/screenshots/NAME.png. */
    void screenshot(String name) throws IOException {
        var picture = driver.executeCdpCommand("Page.captureScreenshot", Map.of("captureBeyondViewport", true));
        Files.createDirectories(SCREENSHOTS);
        Files.write(
                SCREENSHOTS.resolve(name + ".png"), Base64.getDecoder().decode(String.valueOf(picture.get("data"))));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
