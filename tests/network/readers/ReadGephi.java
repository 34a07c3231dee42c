import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.gephi.graph.api.Column;
import org.gephi.graph.api.Edge;
import org.gephi.graph.api.Element;
import org.gephi.graph.api.Graph;
import org.gephi.graph.api.GraphController;
import org.gephi.graph.api.GraphModel;
import org.gephi.graph.api.Node;
import org.gephi.graph.api.Table;
import org.gephi.io.importer.api.Container;
import org.gephi.io.importer.api.ImportController;
import org.gephi.io.importer.api.Issue;
import org.gephi.io.importer.spi.FileImporter;
import org.gephi.io.processor.plugin.DefaultProcessor;
import org.gephi.project.api.ProjectController;
import org.gephi.project.api.Workspace;
import org.openide.util.Lookup;

/** Import each file named with Gephi's own importers, and print what is then in its graph. */
public class ReadGephi {
    public static void main(String[] files) throws Exception {
        ProjectController projects = Lookup.getDefault().lookup(ProjectController.class);
        ImportController imports = Lookup.getDefault().lookup(ImportController.class);
        projects.newProject();
        for (String name : files) {
            Workspace workspace = projects.newWorkspace(projects.getCurrentProject());
            projects.openWorkspace(workspace);
            File file = new File(name);
            FileImporter importer = imports.getFileImporter(file);
            Container container = imports.importFile(file, importer);
            System.out.println("file\t" + file.getName());
            for (java.util.Iterator<Issue> issues = container.getReport().getIssues(1000); issues.hasNext(); ) {
                Issue issue = issues.next();
                System.out.println("issue\t" + issue.getLevel() + "\t" + issue.getMessage());
            }
            imports.process(container, new DefaultProcessor(), workspace);
            show(Lookup.getDefault().lookup(GraphController.class).getGraphModel(workspace));
        }
    }

    private static void show(GraphModel model) {
        Graph graph = model.getGraph();
        System.out.println("nodes\t" + graph.getNodeCount());
        System.out.println("edges\t" + graph.getEdgeCount());
        System.out.println("directed\t" + model.isDirected() + "\t" + model.isUndirected());
        System.out.println("dynamic\t" + model.isDynamic() + "\t" + model.getConfiguration().getTimeRepresentation());
        columns("node", model.getNodeTable());
        columns("edge", model.getEdgeTable());
        TreeMap<String, Node> nodes = new TreeMap<>();
        for (Node node : graph.getNodes()) {
            nodes.put(node.getId().toString(), node);
        }
        for (Node node : nodes.values()) {
            System.out.println("node\t" + node.getId() + "\t" + node.getLabel() + "\t" + node.x() + "\t" + node.size()
                + "\t" + String.format("#%06X", node.getRGBA() & 0xFFFFFF) + values(node, model.getNodeTable(), graph));
        }
        TreeMap<String, Edge> edges = new TreeMap<>();
        for (Edge edge : graph.getEdges()) {
            edges.put(edge.getId().toString(), edge);
        }
        for (Edge edge : edges.values()) {
            System.out.println("edge\t" + edge.getId() + "\t" + edge.getSource().getId() + "\t" + edge.getTarget().getId()
                + "\t" + edge.getWeight() + "\t" + edge.getTypeLabel() + values(edge, model.getEdgeTable(), graph));
        }
    }

    private static void columns(String part, Table table) {
        for (Column column : table) {
            System.out.println("column\t" + part + "\t" + column.getTitle() + "\t" + column.getTypeClass().getSimpleName());
        }
    }

    private static String values(Element element, Table table, Graph graph) {
        StringBuilder line = new StringBuilder();
        for (Column column : table) {
            Object value = element.getAttribute(column);
            if (value != null) {
                String text = value instanceof org.gephi.graph.api.types.TimeSet
                    ? ((org.gephi.graph.api.types.TimeSet) value).toString(org.gephi.graph.api.TimeFormat.DATE)
                    : value.toString();
                line.append("\t").append(column.getTitle()).append("=").append(text.replace("\n", "\\n"));
            }
        }
        return line.toString();
    }
}
