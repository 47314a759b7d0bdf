import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.painless.PainlessPlugin;
import org.opensearch.plugins.Plugin;
import org.opensearch.transport.Netty4Plugin;

/**
 * An OpenSearch node for tests: java TestNode HOME NAME=VALUE ...
 *
 * It ends with whoever started it: that process holds the other end of standard input, which closes even if it is killed.
 */
public final class TestNode extends Node {
    private static final List<Class<? extends Plugin>> MODULES =
        List.of(Netty4Plugin.class, CommonAnalysisPlugin.class, PainlessPlugin.class);

    private TestNode(Settings settings) {
        super(InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> "test"), MODULES, false);
    }

    public static void main(String[] arguments) throws Exception {
        Thread parent = new Thread(TestNode::endWithParent, "parent");
        parent.setDaemon(true);
        parent.start();
        Settings.Builder settings = Settings.builder().put("path.home", Path.of(arguments[0]).toAbsolutePath());
        Arrays.stream(arguments).skip(1).map(one -> one.split("=", 2)).forEach(pair -> settings.put(pair[0], pair[1]));
        new TestNode(settings.build()).start();
        Thread.currentThread().join();
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                continue;
            }
        } catch (IOException e) {
            // as good as closed
        }
        Runtime.getRuntime().halt(0);
    }
}
