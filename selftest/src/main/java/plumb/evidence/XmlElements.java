package plumb.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads the reports of the build's tools element by element, whatever their size; knows no entities. One thread. */
final class XmlElements {
    private XmlElements() {}

    /** Told of every element as it begins. */
    interface Visitor {
        /** The reader stands on the element's start; its attributes can be read. */
        void begins(String element, XMLStreamReader reader) throws XMLStreamException;
    }

    /** Goes through the file; an unreadable one is an {@link IOException} that names file and place. */
    static void visit(Path file, Visitor visitor) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try (InputStream in = Files.newInputStream(file)) {
            XMLStreamReader reader = factory.createXMLStreamReader(in);
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamReader.START_ELEMENT) {
                    visitor.begins(reader.getLocalName(), reader);
                }
            }
        } catch (XMLStreamException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /** The text of every element of that name. */
    static List<String> textsOf(Path file, String element) throws IOException {
        List<String> texts = new ArrayList<>();
        visit(file, (name, reader) -> {
            if (name.equals(element)) {
                texts.add(reader.getElementText().strip());
            }
        });
        return texts;
    }
}
