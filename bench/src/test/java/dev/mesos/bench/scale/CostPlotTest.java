package dev.mesos.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class CostPlotTest {

  @Test
  void eachSizeHasAPointAndItsValueInEachPanel() throws Exception {
    CostPlot plot =
        new CostPlot(
            List.of(new Cost(1_000, 0.02, 200 << 20, 1), new Cost(20_000, 0.13, 332 << 20, 7)));

    Document svg =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(plot.svg().getBytes(StandardCharsets.UTF_8)));

    NodeList points = svg.getElementsByTagName("circle");
    assertThat(points.getLength()).isEqualTo(3 * 2);
    assertThat(y(points, 0)).as("20 µs are above 6.5").isLessThan(y(points, 1));
    assertThat(svg.getDocumentElement().getTextContent())
        .contains("20", "6.5", "205", "17", "1,000", "350", "20,000");
  }

  private static double y(NodeList points, int index) {
    return Double.parseDouble(
        points.item(index).getAttributes().getNamedItem("cy").getTextContent());
  }
}
