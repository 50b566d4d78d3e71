package dev.deputy.example.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** One person's browser: a headless Chromium with a profile of its own. */
final class Browser implements AutoCloseable {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long DESKTOP = 1280; // CSS pixels
    private static final long PHONE = 390;

    private final ChromeDriver driver;
    private final String site;

    private Browser(ChromeDriver driver, String site) {
        this.driver = driver;
        this.site = site;
    }

    static Browser open(String site) {
        return new Browser(start(), site);
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
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.SEVERE);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        var service = new ChromeDriverService.Builder().withTimeout(PATIENCE);
        if (Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER)) {
            options.setBinary(CHROMIUM.toFile());
            service.usingDriverExecutable(DRIVER.toFile());
        }
        try {
            ChromeDriver driver = new ChromeDriver(service.build(), options);
            driver.manage().timeouts().pageLoadTimeout(PATIENCE);
            return driver;
        } catch (WebDriverException e) {
            throw new AssertionError(
                    "The tests of the front end need a browser. Install Chromium with its driver (Debian and Ubuntu:"
                            + " apt-get install chromium chromium-driver), or Google Chrome.",
                    e);
        }
    }

    /** As if it were new: one tab, no cookie, nothing remembered. */
    void forgetEverything() {
        List<String> tabs = List.copyOf(driver.getWindowHandles());
        for (String tab : tabs.subList(1, tabs.size())) {
            driver.switchTo().window(tab).close();
        }
        driver.switchTo().window(tabs.get(0));
        driver.get("about:blank");
        driver.executeCdpCommand("Storage.clearDataForOrigin", Map.of("origin", site, "storageTypes", "all"));
        driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
        resize(DESKTOP, 900, false);
        complaints();
    }

    void visit(String path) {
        driver.get(path.startsWith("http") ? path : site + path);
    }

    String path() {
        String address = driver.getCurrentUrl();
        return address.startsWith(site) ? address.substring(site.length()) : address;
    }

    /** Another tab, which comes to the front. */
    String newTab() {
        String before = driver.getWindowHandle();
        driver.switchTo().newWindow(WindowType.TAB);
        return before;
    }

    void toTab(String tab) {
        driver.switchTo().window(tab);
    }

    void signIn(Supabase.Person person) {
        visit("/sign-in");
        type("email", person.email());
        type("password", person.password());
        press("form button");
    }

    void signUp(Supabase.Person person) {
        visit("/sign-up");
        type("name", person.name());
        type("email", person.email());
        type("password", person.password());
        press("form button");
    }

    void isGreeted(Supabase.Person person) {
        see("#greeting", ("Hello, " + person.name())::equals);
    }

    void addNote(String body) {
        type("body", body);
        press("#new-note button");
        see("#notes .note:first-child p", body::equals);
    }

    void type(String id, String text) {
        WebElement field = usable("#" + id);
        field.clear();
        field.sendKeys(text);
    }

    void press(String selector) {
        usable(selector).click();
    }

    /** Waits until the element shows a text that fits. */
    void see(String selector, Predicate<String> fits) {
        waitFor(selector + " with the expected text", () -> fits.test(text(selector)));
    }

    void isAt(String path) {
        waitFor("the address " + path, () -> path().equals(path));
    }

    /** The text that a person can see there. */
    String text(String selector) {
        return driver.findElement(By.cssSelector(selector)).getText();
    }

    List<String> texts(String selector) {
        return driver.findElements(By.cssSelector(selector)).stream()
                .map(WebElement::getText)
                .toList();
    }

    String value(String id) {
        return String.valueOf(driver.findElement(By.id(id)).getDomProperty("value"));
    }

    Object evaluate(String expression, Object... arguments) {
        Object value = driver.executeScript("return " + expression, arguments);
        if (value == null) {
            throw new AssertionError(expression + " is null");
        }
        return value;
    }

    Set<Cookie> cookies() {
        return driver.manage().getCookies();
    }

    void add(Cookie cookie) {
        driver.manage().addCookie(cookie);
    }

    /** What the browser itself found wrong since the last time: scripts that failed or were not allowed. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    private WebElement usable(String selector) {
        waitFor(selector, () -> {
            WebElement element = driver.findElement(By.cssSelector(selector));
            return element.isDisplayed() && element.isEnabled();
        });
        return driver.findElement(By.cssSelector(selector));
    }

    private void waitFor(String what, BooleanSupplier condition) {
        new WebDriverWait(driver, PATIENCE, Duration.ofMillis(50))
                .ignoring(StaleElementReferenceException.class)
                .ignoring(NoSuchElementException.class)
                .withMessage(() -> "waiting for " + what + "; " + driver.getCurrentUrl() + " shows:\n" + text("body"))
                .until(d -> condition.getAsBoolean());
    }

    /** Pictures for people to look at, and the check that nothing sticks out: target/screenshots/NAME-phone.png, -desktop.png. */
    void picture(String name) {
        for (boolean phone : new boolean[] {true, false}) {
            long width = phone ? PHONE : DESKTOP;
            resize(width, phone ? 844 : 900, phone);
            waitFor("a page as wide as the window", () -> evaluate("document.documentElement.scrollWidth")
                    .equals(width));
            var shot = driver.executeCdpCommand("Page.captureScreenshot", Map.of("captureBeyondViewport", true));
            try {
                Files.createDirectories(SCREENSHOTS);
                Files.write(
                        SCREENSHOTS.resolve(name + (phone ? "-phone.png" : "-desktop.png")),
                        Base64.getDecoder().decode(String.valueOf(shot.get("data"))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void resize(long width, long height, boolean phone) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", phone ? 2 : 1, "mobile", phone));
        driver.executeCdpCommand("Emulation.setTouchEmulationEnabled", Map.of("enabled", phone));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
