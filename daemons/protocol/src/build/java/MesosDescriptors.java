import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.mesos.Protos;

/**
 * A build step: writes the descriptors of Mesos's public messages, which the official artifact holds only in compiled form, as a
 * file that protoc imports from ({@code --descriptor_set_in}).
 */
final class MesosDescriptors {

  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]);
    Files.createDirectories(file.toAbsolutePath().getParent());
    FileDescriptorSet files = FileDescriptorSet.newBuilder().addFile(Protos.getDescriptor().toProto()).build();
    Files.write(file, files.toByteArray());
  }
}
