import java.io.File;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Validates each file against the profile it claims: a line `name profile true|false`, then the rules it breaks. */
public class Validate {
  public static void main(String[] files) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    for (String file : files) {
      try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file))) {
        PDFAValidator validator = Foundries.defaultInstance().createValidator(parser.getFlavour(), false);
        ValidationResult result = validator.validate(parser);
        System.out.println(
            new File(file).getName() + " " + parser.getFlavour().getId() + " " + result.isCompliant());
        for (TestAssertion broken : result.getTestAssertions())
          if (broken.getStatus() == TestAssertion.Status.FAILED)
            System.out.println("  " + broken.getRuleId() + " " + broken.getMessage());
      }
    }
  }
}
