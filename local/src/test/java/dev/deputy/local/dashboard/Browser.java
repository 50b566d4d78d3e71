package dev.deputy.local.dashboard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A headless Chromium with a profile of its own. */
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

    /** Opens one; the arguments are Chromium's. */
    static Browser open(String... arguments) {
        ChromeOptions options = new ChromeOptions();
        options.addArguments(
                "--headless=new",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update");
        options.addArguments(arguments);
        if ("root".equals(System.getProperty("user.name"))) {
            options.addArguments("--no-sandbox"); // Chromium's sandbox refuses to run as root
        }
        var service = new ChromeDriverService.Builder();
        if (Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER)) {
            options.setBinary(CHROMIUM.toFile());
            service.usingDriverExecutable(DRIVER.toFile());
        }
        try {
            Browser browser = new Browser(new ChromeDriver(service.build(), options));
            browser.beDesktop();
            return browser;
        } catch (WebDriverException e) {
            throw new AssertionError(
                    "The tests of the dashboard need a browser. Install Chromium with its driver (Debian and Ubuntu:"
                            + " apt-get install chromium chromium-driver), or Google Chrome.",
                    e);
        }
    }

    void visit(URI address) {
        driver.get(address.toString());
    }

    /** Goes to another page of the dashboard, as a click in its list of pages does. */
    void page(String name) {
        press("#nav a[data-page='" + name + "']");
        waitFor("the page " + name, b -> b.count("#nav a[data-page='" + name + "'][aria-current]") == 1);
    }

    void beDesktop() {
        resize(1280, 860, false);
    }

    void bePhone() {
        resize(PHONE_WIDTH, 844, true);
    }

    private void resize(long width, long height, boolean phone) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", phone ? 2 : 1, "mobile", phone));
    }

    void beDark(boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    void type(String selector, String text) {
        WebElement field = shown(selector);
        field.clear();
        field.sendKeys(text);
    }

    void choose(String selector, String option) {
        WebElement list = shown(selector);
        list.findElements(By.tagName("option")).stream()
                .filter(found -> found.getText().contains(option))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no option " + option + " in " + selector))
                .click();
    }

    void press(String selector) {
        shown(selector).click();
    }

    /** Presses the visible button or link that says this, in the dialog that lies on top if there is one. */
    void pressButton(String words) {
        waitFor("a button " + words, b -> b.button(words) != null);
        WebElement found = button(words);
        if (found == null) {
            throw new AssertionError("no button " + words);
        }
        found.click();
    }

    void pressButtonIn(String selector, String words) {
        shown(selector).findElements(By.tagName("button")).stream()
                .filter(button -> button.getText().strip().equals(words))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no button " + words + " in " + selector))
                .click();
    }

    private @Nullable WebElement button(String words) {
        List<WebElement> dialogs = driver.findElements(By.cssSelector("dialog[open]"));
        By buttons = By.cssSelector("button, a.button");
        List<WebElement> found = dialogs.isEmpty()
                ? driver.findElements(buttons)
                : dialogs.get(dialogs.size() - 1).findElements(buttons);
        return found.stream()
                .filter(button ->
                        button.isDisplayed() && button.getText().strip().equals(words))
                .findFirst()
                .orElse(null);
    }

    /** Waits until the element shows a text that fits. */
    void see(String selector, Predicate<String> fits) {
        waitFor(selector + " with the expected text", b -> fits.test(b.text(selector)));
    }

    /** Waits until there are so many of them. */
    void seeCount(String selector, int count) {
        waitFor(count + " of " + selector, b -> b.count(selector) == count);
    }

    /** The text that a person can see there, or nothing where the element is hidden. */
    String text(String selector) {
        return driver.findElement(By.cssSelector(selector)).getText();
    }

    int count(String selector) {
        return driver.findElements(By.cssSelector(selector)).size();
    }

    String currentUrl() {
        return String.valueOf(driver.getCurrentUrl());
    }

    Object evaluate(String expression, Object... arguments) {
        Object value = driver.executeScript("return " + expression, arguments);
        return value == null ? "null" : value;
    }

    /** Runs a script whose last argument is a function to call with the result. */
    String promised(String script, Object... arguments) {
        driver.manage().timeouts().scriptTimeout(PATIENCE);
        return String.valueOf(((JavascriptExecutor) driver).executeAsyncScript(script, arguments));
    }

    /** Waits until there is text in a frame of the page. */
    void seeTextInFrame(String selector) {
        waitFor("text in " + selector, b -> !b.textInFrame(selector).isBlank());
    }

    /** Looks into a frame of the page, and comes back. */
    private String textInFrame(String selector) {
        try {
            driver.switchTo().frame(driver.findElement(By.cssSelector(selector)));
            return text("body");
        } finally {
            driver.switchTo().defaultContent();
        }
    }

    private WebElement shown(String selector) {
        waitFor(selector, b -> b.driver.findElement(By.cssSelector(selector)).isDisplayed());
        return driver.findElement(By.cssSelector(selector));
    }

    private void waitFor(String what, Predicate<Browser> condition) {
        new WebDriverWait(driver, PATIENCE, Duration.ofMillis(50))
                .ignoring(StaleElementReferenceException.class, NoSuchElementException.class)
                .withMessage(() -> "waiting for " + what + "; the page shows:\n" + text("body"))
                .until(d -> condition.test(this));
    }

    /** A picture for people to look at: target/screenshots/NAME.png. */
    void screenshot(String name) {
        var picture = driver.executeCdpCommand("Page.captureScreenshot", Map.of());
        try {
            Files.createDirectories(SCREENSHOTS);
            Files.write(
                    SCREENSHOTS.resolve(name + ".png"),
                    Base64.getDecoder().decode(String.valueOf(picture.get("data"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
